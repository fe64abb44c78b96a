import { expect, test } from 'vitest';
import { endOf } from '../../../src/core/run.ts';

test('a run ended when it said so, else at its last sign of life, and while it runs not at all', () => {
  expect(endOf({ state: 'finished', heartbeatAt: 5, finishedAt: 7 })).toBe(7);
  expect(endOf({ state: 'crashed', heartbeatAt: 5 })).toBe(5);
  expect(endOf({ state: 'running', heartbeatAt: 5 })).toBeUndefined();
  // One that was resumed said before that it ended.
  expect(endOf({ state: 'running', heartbeatAt: 9, finishedAt: 7 })).toBeUndefined();
});
