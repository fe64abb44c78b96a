/** What scripts tell that went well, whatever the store. */
import { expect } from 'vitest';

const paths = [
  'data/a.txt',
  'data/sub/b.txt',
  'data/sub/empty',
  'far/far.txt',
  'new.txt',
  'renamed/single.txt',
  'table.table.json',
  'ünïcode 𝄞/naïve file.bin',
];
const rows = [
  [1, 'one'],
  [2, 'two'],
];

/** Of artifacts.py. */
export const EVERYTHING: unknown = {
  run: expect.any(String),
  logged: {
    name: 'everything:v0',
    version: 'v0',
    aliases: ['first', 'latest'],
    state: 'COMMITTED',
    size: expect.any(Number),
    digest: expect.any(String),
    count: 8,
  },
  found: {
    description: 'All sorts of files',
    metadata: { rows: 3, nested: { deep: [1, 2] } },
    type: 'dataset',
    source: 'everything:v0',
    entries: paths,
  },
  downloaded: paths,
  contents: ['one\n', 'new\n', 'far away\n'],
  verified: null,
  checked_out: false,
  differs: 'Digest mismatch for file: new.txt',
  part: ['data/sub/b.txt', 'data/sub/empty'],
  default_root: true,
  entry: 'new\n',
  table: rows,
  files: paths,
  some_files: ['new.txt'],
  parent: ['borrowed/a.txt', 'borrowed/far.txt', 'same-table.table.json'],
  borrowed: ['one\n', 'far away\n'],
  same_table: rows,
};
