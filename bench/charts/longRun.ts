/** A run of very many steps in a local store, its lines as the SDK sends them. */
import type { RunId } from '../../src/core/ids.ts';
import type { Store } from '../../src/store/contract.ts';

const BATCH = 10_000;

/** Numbers between 0 and 1 that are the same each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const METRICS = ['loss', 'acc', 'lr'];

/** Writes a run with this many steps of three metrics. */
export async function makeLongRun(store: Store, steps: number): Promise<RunId> {
  const { id } = await store.beginRun({ project: 'bench', jobType: 'train' });
  const random = randomNumbers(1);
  for (let offset = 0; offset < steps; offset += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, steps - offset) }, (_, i) => {
      const step = offset + i;
      return JSON.stringify({
        loss: Math.exp((-3 * step) / steps) + random() / 10,
        acc: 1 - Math.exp((-3 * step) / steps) + random() / 10,
        lr: 0.001 * random(),
        _timestamp: 1.7e9 + step * 0.1,
        _runtime: step * 0.1,
        _step: step,
      });
    });
    await store.writeRunLines(id, 'history', { offset, lines });
  }
  return id;
}
