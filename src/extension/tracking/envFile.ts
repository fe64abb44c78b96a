/** A line of a `.env` file, or several where a quoted value goes on. */
interface Entry {
  readonly text: string;
  readonly name?: string;
  readonly value?: string;
}

const ENTRY =
  /^(?:[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_]\w*)[ \t]*=[ \t]*(?:'(?<single>[^']*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<bare>[^\r\n]*?))[ \t]*(?:(?<=\s)#[^\r\n]*)?|[^\r\n]*)(?:\r?\n|$)/gms;

function entriesOf(text: string): readonly Entry[] {
  return [...text.matchAll(ENTRY)].flatMap(({ 0: whole, groups = {} }) => {
    if (whole === '') return [];
    const { name, single, double, bare } = groups;
    return name === undefined
      ? { text: whole }
      : { text: whole, name, value: single ?? double ?? bare ?? '' };
  });
}

/** The variables that a `.env` file sets. */
export function parseEnvFile(text: string): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(text).flatMap(({ name, value }) =>
      name === undefined || value === undefined ? [] : [[name, value] as const],
    ),
  );
}

/** The file with these variables set, each where it stood first, else at the end; all other lines stay as they are. */
export function editEnvFile(text: string, values: Readonly<Record<string, string>>): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const missing = new Map(Object.entries(values));
  const written = (name: string, value: string) => `${name}=${value}${newline}`;
  const kept = entriesOf(text).map(({ text: whole, name }) => {
    if (name === undefined || !Object.hasOwn(values, name)) return whole;
    const value = missing.get(name);
    missing.delete(name);
    // A second line for the same name would win over ours.
    return value === undefined ? '' : written(name, value);
  });
  const body = kept.join('');
  const end = body === '' || body.endsWith('\n') ? '' : newline;
  return `${body}${end}${[...missing].map(each => written(...each)).join('')}`;
}
