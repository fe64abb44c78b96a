/** What is left out of a log: what `.amphoraignore` files say in gitignore's syntax. */
import ignore from 'ignore';

export const IGNORE_FILE = '.amphoraignore';

/** Rules that hold in one folder: those of the folders above, then its own, which overrule them. */
export interface IgnoreRules {
  readonly matcher: ignore.Ignore | undefined;
}

export const NO_RULES: IgnoreRules = { matcher: undefined };

/** Adds the rules written in `folder` (relative to the root, ending in `/`, empty for the root itself). */
export function withIgnoreFile(rules: IgnoreRules, folder: string, text: string): IgnoreRules {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const patterns = lines.flatMap(line => fromRoot(line, folder) ?? []).map(pattern => ({ pattern }));
  // Patterns mind case on every system, so that a folder is the same version everywhere.
  return {
    matcher: ignore({ ignorecase: false })
      .add(rules.matcher ?? [])
      .add(patterns),
  };
}

/** Whether a path (relative to the root; a folder's ends in `/`) is left out. */
export function isIgnored(rules: IgnoreRules, path: string): boolean {
  return rules.matcher?.test(path).ignored ?? false;
}

// A pattern of a folder as one of the root: `*.tmp` in `a/` is `/a/**/*.tmp`, and `/b` is `/a/b`. One list of patterns
// then decides, the last that matches, which lets a nearer file take back what one above said of a folder.
function fromRoot(line: string, folder: string): string | undefined {
  if (folder === '') return line;
  const [, negation = '', written = ''] = /^(!?)(.*)$/s.exec(line) ?? [];
  const pattern = written.replace(/(?<!\\)\s+$/, '');
  if (line.startsWith('#') || pattern === '' || pattern === '/') return undefined;
  const anchored = pattern.slice(0, -1).includes('/');
  const below = anchored ? pattern.replace(/^\//, '') : `**/${pattern}`;
  return `${negation}/${folder.replace(/[\\*?[\]]/g, '\\$&')}${below}`;
}
