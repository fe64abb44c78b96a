/** Child of the test of collectors: collects garbage again and again until its input ends, then prints how often, and how much it removed. */
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';

const [database = '', blobs = ''] = process.argv.slice(2);
const store = await openPostgresStore({ database, blobs });
let over = false as boolean;
process.stdin.on('end', () => (over = true));
process.stdin.resume();
let [rounds, removed] = [0, 0];
while (!over) {
  const report = await store.collectGarbage({ dryRun: false, patience: 60_000 });
  if (rounds++ === 0) console.log('collecting');
  removed += report.blobs;
}
await store.close();
console.log(JSON.stringify({ rounds, removed }));
