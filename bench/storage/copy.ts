import type { Contender } from './contender.ts';

/**
 * What people do without a tool: for each version a folder of its own and a list of checksums. Restoring copies
 * back; with everything in place `cp -u` only looks.
 */
export const copy: Contender = {
  name: 'cp + sha256sum',
  log: ({ root, data }) => ({
    script: [
      'version=$(mktemp -d version-XXXXXX)',
      'cp -r "$1/." "$version"',
      'find "$version" -type f -print0 | xargs -0 sha256sum > "$version.sha256"',
      'ln -sfn "$version" latest',
    ].join(' && '),
    args: [data],
    folder: root,
  }),
  target: ({ restored }) => restored,
  restore: ({ root, restored }) => ({
    script: 'mkdir -p "$1" && cp -ru latest/. "$1"',
    args: [restored],
    folder: root,
  }),
};
