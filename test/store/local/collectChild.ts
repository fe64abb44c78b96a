/** Child of the concurrency test: collects garbage again and again until its input ends, then prints how often it could. */
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';

const [folder = ''] = process.argv.slice(2);
const store = openLocalStore(folder);
const stop = new AbortController();
let collected = 0;
process.stdin.on('end', () => {
  stop.abort();
});
process.stdin.resume();
while (!stop.signal.aborted) {
  await store.collectGarbage({ dryRun: false }).then(
    () => {
      if (collected++ === 0) console.log('collecting');
    },
    () => undefined,
  );
  // Nobody collects without a pause; logs take their turn in it.
  await new Promise(resolve => setTimeout(resolve, 10));
}
await store.close();
console.log(collected);
