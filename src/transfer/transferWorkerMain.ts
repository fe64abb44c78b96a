/** What a hash worker runs, bundled on its own: a thread starts the sooner the less it has to load. */
import { runTransferWorker } from './transferWorker.ts';

runTransferWorker();
