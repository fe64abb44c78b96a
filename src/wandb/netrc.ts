import path from 'node:path';

interface Word {
  readonly text: string;
  readonly line: number;
}

/** The words of a netrc file: quotes hold blanks, a backslash takes the next character as it is. */
function wordsOf(text: string): readonly Word[] {
  return text.split('\n').flatMap((content, line) =>
    [...content.matchAll(/"((?:\\.|[^"\\])*)"|((?:\\.|[^\s\\])+)/g)].map(([, quoted, bare]) => ({
      text: (quoted ?? bare ?? '').replace(/\\(.)/g, '$1'),
      line,
    })),
  );
}

/** Without macros, whose lines, up to an empty one, may look like anything. */
function withoutMacros(text: string): string {
  return text.replace(/^[ \t]*macdef[ \t].*(?:\n.+)*/gm, '');
}

/** The passwords of a netrc file, by machine; of several the last, as Python reads them. */
export function passwordsOf(text: string): ReadonlyMap<string, string> {
  const machines = new Map<string, string>();
  const words = wordsOf(withoutMacros(text.replaceAll('\r\n', '\n')));
  let machine = '';
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const value = words[i + 1]?.text ?? '';
    if (word?.text.startsWith('#')) {
      while (words[i + 1]?.line === word.line) i++;
      continue;
    }
    switch (word?.text) {
      case 'machine':
        machine = value;
        i++;
        break;
      case 'default':
        machine = '';
        break;
      case 'password':
        if (machine !== '' && value !== '') machines.set(machine, value);
        i++;
        break;
      case 'login':
      case 'user':
      case 'account':
        i++;
        break;
      default:
    }
  }
  return machines;
}

/** The machines that a netrc file has a password for. */
export function machinesOf(text: string): ReadonlySet<string> {
  return new Set(passwordsOf(text).keys());
}

/** Where `wandb login` keeps keys: the file that the environment names, else those of the home folder, the first first. */
export function netrcFiles(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): readonly string[] {
  const named = env['NETRC'];
  if (named) return [named.replace(/^~(?=$|[/\\])/, home)];
  return ['.netrc', '_netrc'].map(name => path.join(home, name));
}
