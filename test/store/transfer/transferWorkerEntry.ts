/** What tests start transfer workers from; a bundle does the same at its entry. */
import { runTransferWorker } from '../../../src/transfer/transferWorker.ts';

runTransferWorker();
