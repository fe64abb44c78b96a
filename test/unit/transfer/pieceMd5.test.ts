import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Counters, Stopped } from '../../../src/transfer/counters.ts';
import { inlineMd5, startMd5 } from '../../../src/transfer/pieceMd5.ts';
import type { PieceMd5 } from '../../../src/transfer/pieceMd5.ts';

const program = { file: path.resolve(import.meta.dirname, '../../../src/transfer/transferWorkerMain.ts') };
const pieces = [1 << 20, 1 << 20, 17, 1 << 20, 1, 1 << 20, 1 << 20, 1 << 20, 5].map(size =>
  randomBytes(size),
);
const expected = createHash('md5').update(Buffer.concat(pieces)).digest('base64');

function pass(md5: PieceMd5, bytes: readonly Buffer[]): void {
  md5.begin();
  for (const piece of bytes) {
    piece.copy(md5.room());
    md5.add(piece.length);
  }
}

describe.each([
  ['on a thread of its own', () => startMd5(program, new Counters())],
  ['in this thread', inlineMd5],
])('MD5 %s', (_, start) => {
  test('is that of all pieces of each file', () => {
    const md5 = start();
    pass(md5, pieces);
    expect(md5.digest()).toBe(expected);
    pass(md5, []);
    expect(md5.digest()).toBe('1B2M2Y8AsgTpgAmY7PhCfg==');
    pass(md5, pieces);
    expect(md5.digest()).toBe(expected);
  });

  test('forgets a file that was given up', () => {
    const md5 = start();
    pass(md5, pieces.slice(0, 6));
    pass(md5, pieces);
    expect(md5.digest()).toBe(expected);
  });
});

test('a thread that cannot be had is done without', () => {
  const md5 = startMd5({ source: 'setInterval(() => {}, 1000)' }, new Counters());
  pass(md5, pieces);
  expect(md5.digest()).toBe(expected);
});

test('nobody waits for a thread whose outcome is not wanted any more', () => {
  const counters = new Counters();
  // It says that it is ready, and does nothing.
  const source = `const cells = new Int32Array(require('node:worker_threads').workerData.pieces);
    Atomics.store(cells, 0, 1); Atomics.notify(cells, 0); setInterval(() => {}, 1000);`;
  const md5 = startMd5({ source }, counters);
  counters.stop();
  expect(() => pass(md5, pieces)).toThrow(Stopped);
});
