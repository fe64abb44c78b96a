/** A process of its own that logs a folder: `logChild.ts STORE FOLDER [UID]`. Prints the failure, or `{}`. */
import { errorToJson, isAmphoraError } from '../../../src/core/errors.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { logFolder } from '../../../src/transfer/logFolder.ts';

const [storeFolder = '', folder = '', uid] = process.argv.slice(2);
if (uid !== undefined) process.setuid?.(Number(uid));
const store = openLocalStore(storeFolder);
try {
  await logFolder(
    store,
    { path: folder, project: 'jars', artifact: 'mnist', type: 'dataset' },
    {
      worker: { file: `${import.meta.dirname}/../../../src/transfer/transferWorkerMain.ts` },
      // One line each time, so that a parent can choose its moment.
      onProgress: ({ phase, files }) => process.stderr.write(`${phase} ${files}\n`),
    },
  );
  process.stdout.write('{}');
} catch (error) {
  if (!isAmphoraError(error)) throw error;
  process.stdout.write(JSON.stringify(errorToJson(error)));
} finally {
  await store.close();
}
