/** What S3 answers: flat XML in which no name nests in itself, so that its values can be had without a tree. */

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g,
    (whole, decimal?: string, hex?: string, name = '') => {
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      if (Number.isInteger(code) && code <= 0x10ffff) return String.fromCodePoint(code);
      return NAMED[String(name)] ?? whole;
    },
  );
}

/** The content of each element of a name, as it stands there. */
export function valuesOf(xml: string, name: string): readonly string[] {
  const element = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g');
  return [...xml.matchAll(element)].map(match => match[1] ?? '');
}

/** The text of the first element of a name. */
export function valueOf(xml: string, name: string): string | undefined {
  const [first] = valuesOf(xml, name);
  return first === undefined ? undefined : plain(first);
}
