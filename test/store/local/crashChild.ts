/** Child of the crash loop: logs, moves aliases, runs and collects without end, and says what was committed, until it is killed. */
import { writeSync } from 'node:fs';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { commitFiles } from '../../support/storeKit.ts';

const [folder = '', seed = '0'] = process.argv.slice(2);

// Synchronous, so that what was said was said after the commit and before anything else.
const say = (line: string) => writeSync(1, `${line}\n`);

say('starting');
const store = openLocalStore(folder);
say('ready');
for (let i = 0; ; i++) {
  const run = await store.beginRun({ project: 'digits', jobType: 'train' });
  const content = `${seed}-${String(i)}`;
  const files = { 'a.txt': content, 'b/c.txt': `${content}-c`, 'same.txt': 'same in all' };
  const { version } = await commitFiles(store, files, { run: run.id, aliases: ['latest', 'best'] });
  say(`committed ${version.id} ${content}`);
  await store.finishRun(run.id, { state: 'finished', exitCode: 0 });
  if (i % 5 === 4) await store.collectGarbage({ dryRun: false }).catch(() => undefined);
}
