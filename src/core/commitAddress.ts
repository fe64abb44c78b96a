/** Paths of a commit's page on hosts that are known, after the repository's own address. */
const COMMIT_PATHS: ReadonlyMap<string, string> = new Map([
  ['github.com', 'commit'],
  ['gitlab.com', '-/commit'],
  ['bitbucket.org', 'commits'],
  ['codeberg.org', 'commit'],
]);

/** The page of a commit, from a remote's address (https, ssh or `user@host:path`); undefined for hosts not known. */
export function commitAddress(remote: string, commit: string): string | undefined {
  const short = /^(?:[^@/]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(remote);
  const url = short ? URL.parse(`ssh://${short[1] ?? ''}/${short[2] ?? ''}`) : URL.parse(remote);
  if (!url || !['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol)) return undefined;
  const path = COMMIT_PATHS.get(url.hostname);
  const repository = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  if (path === undefined || repository === '') return undefined;
  return `https://${url.hostname}${repository}/${path}/${encodeURIComponent(commit)}`;
}
