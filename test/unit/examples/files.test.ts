import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, inflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { formatCsv, parseNumbers, parseTable } from '../../../examples/digits/lib/csv.mjs';
import { readExamples, writeExamples } from '../../../examples/digits/lib/examples.mjs';
import { drawDigit, drawSheet } from '../../../examples/digits/lib/pictures.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('csv', () => {
  it('reads what it wrote', () => {
    const text = formatCsv(['row', 'label'], [[3, 1], Uint8Array.of(4, 2)]);
    expect(text).toBe('row,label\n3,1\n4,2\n');
    const expected = [
      [3, 1],
      [4, 2],
    ];
    expect(parseTable(text, 'labels.csv', ['row', 'label'])).toEqual(expected);
    expect(parseTable(text.replaceAll('\n', '\r\n'), 'labels.csv', ['row', 'label'])).toEqual(expected);
  });

  it('names the line that is not as expected', () => {
    expect(() => parseNumbers('1,2\n3\n', 'x.csv')).toThrow('Line 2 of x.csv is not 2 numbers: 3');
    expect(() => parseNumbers('1,\n', 'x.csv')).toThrow('Line 1 of x.csv is not 2 numbers: 1,');
    expect(() => parseTable('a,b\n', 'x.csv', ['row'])).toThrow('x.csv starts with "a,b", not "row".');
  });
});

describe('examples', () => {
  it('are the same after writing and reading', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'examples-'));
    folders.push(folder);
    const images = Float32Array.from({ length: 128 }, (_, index) => index / 128);
    const examples = { count: 2, images, labels: Uint8Array.of(7, 0), rows: [12, 1500] };
    writeExamples(folder, examples);
    expect(readExamples(folder)).toEqual(examples);
  });
});

describe('pictures', () => {
  /** Chunks of a PNG file, each with a right checksum. */
  function chunks(png: Buffer): Map<string, Buffer> {
    const found = new Map<string, Buffer>();
    for (let at = 8; at < png.length;) {
      const end = at + 8 + png.readUInt32BE(at);
      expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
      found.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, end));
      at = end + 4;
    }
    return found;
  }

  it('draws a digit eight times as large, ink black', () => {
    const pixels = Array.from({ length: 64 }, (_, index) => (index === 9 ? 16 : 0));
    const png = chunks(drawDigit(pixels, 16));
    expect([...png.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect([png.get('IHDR')?.readUInt32BE(0), png.get('IHDR')?.readUInt32BE(4)]).toEqual([64, 64]);
    const rows = inflateSync(png.get('IDAT') ?? Buffer.alloc(0));
    const at = (x: number, y: number) => rows[y * 65 + 1 + x];
    expect([at(8, 8), at(15, 15), at(7, 8), at(16, 15)]).toEqual([0, 0, 255, 255]);
  });

  it('puts digits beside and below each other', () => {
    const png = chunks(drawSheet([new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)], 2, 16));
    expect([png.get('IHDR')?.readUInt32BE(0), png.get('IHDR')?.readUInt32BE(4)]).toEqual([132, 132]);
  });
});
