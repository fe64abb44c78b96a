import fs from 'node:fs';

export interface ZipEntry {
  readonly name: string;
  /** POSIX mode bits, where the archive was made with them. */
  readonly mode: number;
}

/** The files in a .zip (or .vsix), from its central directory (APPNOTE.TXT 4.3.12, 4.3.16 and 4.4.15). */
export function zipEntries(file: string): readonly ZipEntry[] {
  const bytes = fs.readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map(field => bytes.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const mode = bytes.readUInt32LE(at + 38) >>> 16;
    entries.push({ name: bytes.toString('utf8', at + 46, at + 46 + name), mode });
    at += 46 + name + extra + comment;
  }
  return entries;
}
