/** Runs of very many steps: streamed in and read out without being held in memory. `STEPS=1000000` for as many as that. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useServing } from './serving.ts';

const RUN = { project: 'digits', name: 'abc12345' };
const STEPS = Number(process.env['STEPS'] ?? 200_000);
const BATCH = 10_000;
const serving = useServing('file');

/** Bytes beyond what the server has at first: much less than the whole run. */
const GROWTH = 300 << 20;

function memory(): number {
  const status = readFileSync(`/proc/${String(serving.current.server.pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** The most that the server has while this goes on. */
async function peakDuring<T>(work: Promise<T>): Promise<{ readonly result: T; readonly peak: number }> {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, memory())), 20);
  try {
    return { result: await work, peak: Math.max(peak, memory()) };
  } finally {
    clearInterval(timer);
  }
}

const line = (step: number): string =>
  JSON.stringify({
    _step: step,
    _runtime: step / 10,
    _timestamp: 1.7e9 + step,
    loss: 1 / (step + 1),
    accuracy: 1 - 1 / (step + 1),
    lr: 0.1,
    grad: { norm: step % 7, max: step % 11 },
    ...(step % 100 === 0 ? { 'val.loss': 2 / (step + 1) } : {}),
  });

const stepsOf = (lines: readonly string[]): readonly number[] =>
  lines.map(text => (JSON.parse(text) as { _step: number })._step);

test.runIf(process.platform === 'linux')(
  `of ${String(STEPS)} steps all come back, and the server holds little of them`,
  { timeout: 1_200_000 },
  async () => {
    const { client } = serving;
    await client.beginRun(RUN);
    const stream = (offset: number) => {
      const content = Array.from({ length: BATCH }, (_, i) => line(offset + i));
      return client.stream(RUN, { files: { 'wandb-history.jsonl': { offset, content } } });
    };
    expect((await stream(0)).status).toBe(200);
    const atFirst = memory();
    const bounded = async <T>(work: Promise<T>): Promise<T> => {
      const { result, peak } = await peakDuring(work);
      expect(peak - atFirst).toBeLessThan(GROWTH);
      return result;
    };

    await bounded(
      (async () => {
        for (let offset = BATCH; offset < STEPS; offset += BATCH) {
          const reply = await stream(offset);
          if (reply.status !== 200) throw new Error(reply.text);
        }
      })(),
    );
    await client.stream(RUN, { complete: true, exitcode: 0 });

    const { history } = await bounded(client.run<{ history: string[] }>(RUN, 'history(samples: 500)'));
    const sampled = stepsOf(history);
    expect([sampled.length, sampled[0], sampled.at(-1)]).toEqual([500, 0, STEPS - 1]);
    expect(sampled.every((step, i) => i === 0 || step > sampled[i - 1]!)).toBe(true);

    const { historyKeys, parquetHistory } = await bounded(
      client.run<{
        historyKeys: { lastStep: number; keys: Record<string, { typeCounts: { count: number }[] }> };
        parquetHistory: { liveData: { _step: number }[] };
      }>(RUN, 'historyKeys parquetHistory { parquetUrls liveData }'),
    );
    expect(historyKeys.lastStep).toBe(STEPS - 1);
    expect(historyKeys.keys['grad.norm']?.typeCounts[0]?.count).toBe(STEPS);
    expect(historyKeys.keys['val.loss']?.typeCounts[0]?.count).toBe(STEPS / 100);
    // Where the rows begin; a client asks for the rest in pages, as below.
    expect(parquetHistory.liveData.map(row => row._step)).toEqual([0]);

    const query =
      'query ($specs: [JSONString!]!) { project(name: "digits") { run(name: "abc12345") { sampledHistory(specs: $specs) } } }';
    const specs = [
      { keys: ['_step', 'val.loss'], samples: 200 },
      { keys: ['grad.max', '_step'], samples: 50, minStep: 1000, maxStep: 2000 },
    ];
    const { project } = await bounded(
      client.must<{ project: { run: { sampledHistory: { _step: number }[][] } } }>(query, {
        specs: specs.map(spec => JSON.stringify(spec)),
      }),
    );
    const [rare, few] = project.run.sampledHistory;
    expect([rare?.length, rare?.at(-1)?._step]).toEqual([200, STEPS - 100]);
    expect(rare?.every(row => row._step % 100 === 0)).toBe(true);
    expect([few?.length, few?.[0]?._step, few?.at(-1)?._step]).toEqual([50, 1000, 1999]);

    const page = 5000;
    let seen = 0;
    await bounded(
      (async () => {
        for (let from = 0; from < STEPS; from += page) {
          const { history: lines } = await client.run<{ history: string[] }>(
            RUN,
            `history(minStep: ${String(from)}, maxStep: ${String(from + page)}, samples: ${String(page)})`,
          );
          if (!stepsOf(lines).every((step, i) => step === from + i))
            throw new Error(`Steps from ${String(from)} are others`);
          seen += lines.length;
        }
      })(),
    );
    expect(seen).toBe(STEPS);
  },
);
