import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterRows, orderRows } from '../../../webview/preview/table/order.ts';
import { readLines, readSeparated, readWandbTable } from '../../../webview/preview/table/readTables.ts';
import {
  cellText,
  mediaOf,
  type Table,
  type TableRow,
  tableOf,
} from '../../../webview/preview/table/table.ts';

const names = ({ columns }: Table): readonly string[] => columns.map(({ name, kind }) => `${name}: ${kind}`);
const cells = (rows: readonly TableRow[], place: number): readonly unknown[] =>
  rows.map(row => row.cells[place]);

describe('tables out of separated values', () => {
  it('knows numbers from texts', () => {
    const table = readSeparated('i,score,name,none\n1,0.5,a,\n2,-1e3,"b, c",\n3,NaN,,\n', 'comma', true);
    expect(names(table)).toEqual(['i: number', 'score: number', 'name: text', 'none: text']);
    expect(table.rows[1]?.cells).toEqual(['2', '-1e3', 'b, c', '']);
  });

  it('keeps digits as they are written', () => {
    const table = readSeparated('id\n9007199254740993\n0010\n', 'comma', true);
    expect(cells(table.rows, 0)).toEqual(['9007199254740993', '0010']);
  });

  it('reads tabs, a mark at the beginning, lines that end as Windows ends them, and ragged rows', () => {
    const table = readSeparated('\ufeffa\tb\r\n1\t2\t3\r\n4\r\n\r\n', 'tab', true);
    expect(names(table)).toEqual(['a: number', 'b: number', ': number']);
    expect(table.rows.map(row => row.cells)).toEqual([['1', '2', '3'], ['4']]);
  });

  it('leaves out the row in which the head of a file ends', () => {
    expect(readSeparated('a\n1\n2\n3', 'comma', false).rows).toHaveLength(2);
    expect(readSeparated('a\n1\n2\n3', 'comma', true).rows).toHaveLength(3);
  });

  it('reads any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, isWhole) => {
        const table = readSeparated(text, 'comma', isWhole);
        expect(table.rows.every(row => row.cells.length <= table.columnCount)).toBe(true);
      }),
    );
  });

  it('shows the first of too many columns', () => {
    const table = tableOf(
      Array.from({ length: 1000 }, (_, i) => `c${i}`),
      [],
    );
    expect([table.columns.length, table.columnCount]).toEqual([200, 1000]);
  });
});

describe('tables out of JSON', () => {
  it('puts what objects of all lines have into columns', () => {
    const table = readLines('{"step": 0, "loss": 1.5}\n\n{"loss": NaN, "__proto__": "x"}\n', true);
    expect(table && names(table)).toEqual(['step: number', 'loss: number', '__proto__: text']);
    expect(table?.rows[1]?.cells).toEqual([undefined, 'NaN', 'x']);
  });

  it('is no table where a line is no object', () => {
    expect(readLines('{"a": 1}\n[1]\n', true)).toBeUndefined();
    expect(readLines('{"a": 1}\n{"a"', true)).toBeUndefined();
    expect(readLines('{"a": 1}\n{"a"', false)?.rows).toHaveLength(1);
  });

  it('reads what wandb.Table writes, media among it', () => {
    const image = { _type: 'image-file', path: 'media/a.png', width: 8 };
    const table = readWandbTable(
      JSON.stringify({
        columns: ['image', 7, 'x'],
        data: [
          [image, 1, null],
          [image, 2, 'b'],
        ],
      }),
    );
    expect(table && names(table)).toEqual(['image: media', '7: number', 'x: text']);
    expect(mediaOf(table?.rows[0]?.cells[0])).toEqual({ type: 'image-file', path: 'media/a.png' });
  });

  it('keeps integers beyond 2^53, and shows what is within a cell', () => {
    const table = readWandbTable(
      '{"columns": ["n", "o"], "data": [[9007199254740993, {"a": [9007199254740993]}]]}',
    );
    expect(table?.rows[0]?.cells.map(cellText)).toEqual(['9007199254740993', '{"a":[9007199254740993]}']);
  });

  it('is none where it has another shape', () => {
    for (const text of ['[]', '{"columns": ["a"]}', '{"columns": ["a"], "data": [1]}', 'no']) {
      expect(readWandbTable(text)).toBeUndefined();
    }
    expect(mediaOf({ _type: 'image-file', path: 1 })).toBeUndefined();
    expect(mediaOf({ _type: 'object', path: 'a' })).toBeUndefined();
  });
});

describe('the order of a table', () => {
  const table = tableOf(
    ['n', 's'],
    [
      ['10', 'b'],
      ['', 'a10'],
      ['9', 'a9'],
      ['NaN', ''],
      ['-inf', 'A'],
    ],
  );

  it('is by value for numbers, with what is none last either way', () => {
    expect(cells(orderRows(table, table.rows, 0, false), 0)).toEqual(['-inf', '9', '10', '', 'NaN']);
    expect(cells(orderRows(table, table.rows, 0, true), 0)).toEqual(['10', '9', '-inf', '', 'NaN']);
  });

  it('is as people order texts', () => {
    expect(cells(orderRows(table, table.rows, 1, false), 1)).toEqual(['A', 'a9', 'a10', 'b', '']);
  });

  it('tells integers beyond 2^53 apart', () => {
    const large = tableOf(['n'], [[9007199254740993n], [9007199254740992n], [1]]);
    expect(cells(orderRows(large, large.rows, 0, false), 0)).toEqual([
      1,
      9007199254740992n,
      9007199254740993n,
    ]);
  });

  it('keeps rows that have a text in any cell', () => {
    expect(cells(filterRows(table.rows, 'A1'), 1)).toEqual(['a10']);
    expect(cells(filterRows(table.rows, 'INF'), 1)).toEqual(['A']);
    expect(filterRows(table.rows, '')).toBe(table.rows);
  });
});
