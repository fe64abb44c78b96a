/** Addresses of git remotes without what lets anyone in. */

/** `scheme://user:password@`, also behind a transport's name as in `hg::https://…`. */
const AUTHORITY = /([a-z][a-z0-9+.-]*):\/\/([^/?#\\]*)@/gi;
/** Schemes in which a user's name is only a name; in the others a lone name is often a token. */
const NAME_IS_PUBLIC = new Set(['ssh', 'git+ssh', 'ssh+git']);
const DRIVE = /^[a-z]:[\\/]/i;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

function userPart(scheme: string, userInfo: string): string {
  const user = userInfo.split(':', 1)[0] ?? '';
  return NAME_IS_PUBLIC.has(scheme.toLowerCase()) && user !== '' ? `${user}@` : '';
}

/**
 * The address with user names and passwords taken out, in URLs of every scheme, and without a query (tokens are
 * put there too). `git@host:path` stays as it is: that name opens nothing.
 */
export function withoutCredentials(address: string): string {
  const text = address.replace(CONTROL, '');
  if (text.includes('://')) {
    return text
      .replace(AUTHORITY, (_, scheme: string, info: string) => `${scheme}://${userPart(scheme, info)}`)
      .replace(/[?#].*$/, '');
  }
  const slash = text.indexOf('/');
  const host = slash < 0 ? text : text.slice(0, slash);
  const at = host.lastIndexOf('@');
  const colon = host.indexOf(':');
  // `user:password@host:path` is no address git knows, but people write it.
  if (colon >= 0 && colon < at && !DRIVE.test(text)) return text.slice(at + 1);
  return text;
}
