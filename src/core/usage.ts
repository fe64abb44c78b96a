import { formatReference } from './reference.ts';
import type { Version } from './version.ts';
import { versionReference } from './version.ts';

export type Usage = 'reference' | 'python' | 'cli';

/**
 * What stands for a version in code: its reference, a line of Python, or a command line.
 * @param server address of the remote store it is in, if it is in one
 */
export function usageOf(version: Version, usage: Usage, server?: string): string {
  const reference = formatReference(versionReference(version));
  switch (usage) {
    case 'reference':
      return reference;
    case 'python':
      return [
        `artifact = run.use_artifact(${JSON.stringify(reference)}, type=${JSON.stringify(version.type)})`,
        'folder = artifact.download()',
        '',
      ].join('\n');
    case 'cli':
      return [
        `amphora get ${shellQuoted(reference)}`,
        ...(server === undefined ? [] : [`--store ${shellQuoted(server)}`]),
      ].join(' ');
  }
}

/** One word of a POSIX shell, whatever the name holds. */
function shellQuoted(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
