import { expect, test } from 'vitest';
import { logLines } from '../../../../src/pages/history/consoleLines.ts';
import { FakeRun } from './fakeRun.ts';

const AT = Date.UTC(2026, 10, 26, 12, 0, 0, 123);

test('output comes with when and how it was written', async () => {
  const run = new FakeRun();
  run.streams.console.push(
    '{"ts":"2026-11-26T12:00:00.123456","level":"error","content":"\\u001b[31mred"}',
    '{"ts":"2026-11-26T14:00:00.123+02:00","content":"east"}',
    'ERROR 2026-11-26T12:00:00.123Z older',
    '{"ts":"yesterday","content":"when?"}',
    '',
    'plain',
  );
  const { total, lines } = await logLines(run.store(), run.detail, { start: 0, end: 100 });
  expect(total).toBe(6);
  expect(lines).toEqual([
    { number: 0, text: '\u001b[31mred', level: 'error', time: AT },
    { number: 1, text: 'east', time: AT },
    { number: 2, text: 'older', level: 'error', time: AT },
    { number: 3, text: 'when?' },
    { number: 4, text: '' },
    { number: 5, text: 'plain' },
  ]);
});

test.each([
  [2, 4, [2, 3]],
  [-3, 2, [0, 1]],
  [4, 99, [4]],
  [7, 9, []],
  [3, 3, []],
  [3, 1, []],
])('lines %i to %i', async (start, end, numbers) => {
  const run = new FakeRun();
  run.streams.console.push(...Array.from({ length: 5 }, String));
  const answer = await logLines(run.store(), run.detail, { start, end });
  expect([answer.total, answer.lines.map(({ number }) => number)]).toEqual([5, numbers]);
});
