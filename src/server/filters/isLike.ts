/**
 * SQL's LIKE: `%` stands for any text, `_` for one character. In time of at most one length by the other, which a regular
 * expression of many `.*` is not.
 */
export function isLike(text: string, pattern: string): boolean {
  const characters = [...text];
  const wanted = [...pattern];
  let at = 0;
  let next = 0;
  /** Where the last `%` stands, and up to where it reaches. */
  let any = -1;
  let reach = 0;
  while (at < characters.length) {
    if (next < wanted.length && wanted[next] === '%') {
      any = next++;
      reach = at;
    } else if (next < wanted.length && (wanted[next] === '_' || wanted[next] === characters[at])) {
      at++;
      next++;
    } else if (any >= 0) {
      next = any + 1;
      at = ++reach;
    } else return false;
  }
  return wanted.slice(next).every(character => character === '%');
}
