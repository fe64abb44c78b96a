/**
 * Does so many pieces of work at once, in order of the items, and begins no more of it after one failed. Those under way are waited
 * for, so that nobody works on what the caller then takes away.
 * @throws what failed first, in the order of the workers
 */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (!failed && next < items.length) {
      const index = next++;
      try {
        await work(items[index] as T, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, worker);
  const failure = (await Promise.allSettled(workers)).find(outcome => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}
