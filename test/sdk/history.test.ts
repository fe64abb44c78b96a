import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS, NEWEST } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

/** Only the newest has a way to read the console. */
const console = {
  console: [
    [0, 'first line', ''],
    [1, 'second line', 'error'],
  ],
  console_tail: ['second line'],
  console_times: true,
};

it.each(GENERATIONS)('metrics of wandb %s are read as they were logged', async version => {
  // Its own interval is longer than the program takes.
  const env = { WANDB_X_STATS_SAMPLING_INTERVAL: '0.1' };
  const told = await sdk.python(version, 'history.py', [`history-${version}`], { env });
  expect(told).toEqual({
    last_step: 1504,
    all: true,
    losses: true,
    validation: Array.from({ length: 15 }, (_, i) => i * 100),
    both: 15,
    nested: [0, 1 / 1500],
    window: [10, 11, 12],
    window_of_loss: [10, 11, 12],
    small_pages: 1500,
    sampled: 50,
    sampled_loss: 50,
    sampled_ends: [0, 1499],
    image: { _type: 'image-file', width: 4, caption: 'black' },
    images: ['images/separated', 2],
    histogram: 'histogram',
    table: ['table-file', 2, 2],
    not_numbers: ['nan', 'inf'],
    by_key: ['Infinity'],
    system: true,
    system_metrics: true,
    summary_loss: 1 / 1500,
    picture: '89504e47',
    artifacts: ['run_table'],
    ...(version === NEWEST ? console : {}),
  });
});
