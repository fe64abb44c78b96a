/** One server a store: its mark is a row in the catalog, as those of logs and of the garbage collector are. */
import { AmphoraError } from '../../core/errors.ts';
import type { ServerClaim } from '../serverHost.ts';
import type { StoreFolders } from './layout.ts';
import { newId } from '../catalog/newId.ts';
import { ownIdentity } from './processIdentity.ts';
import { readServerRecord } from './serverRecord.ts';
import { sweepWork } from './staging.ts';
import type { Db, WorkTable } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';

/** How often, and how many times, to ask again while the server that was quicker has not told its address. */
const RECORD_WAIT = { milliseconds: 25, tries: 400 };

/** Takes the server's place, or says who has it. */
async function tryClaim(db: Db, folders: StoreFolders): Promise<ServerClaim | WorkTable> {
  const own = ownIdentity();
  const now = Date.now();
  const id = newId(now);
  return inTransaction(db, async tx => {
    const { serving } = await sweepWork(tx, folders, own, now);
    if (serving) return serving;
    await tx
      .insertInto('work')
      .values({ id, kind: 'serve', ...own, started_at: now })
      .execute();
    return { id };
  });
}

/** @throws AmphoraError `server-running` */
export async function claimServer(db: Db, folders: StoreFolders): Promise<ServerClaim> {
  for (let attempt = 0; ; attempt++) {
    const claim = await tryClaim(db, folders);
    if (!('pid' in claim)) return claim;
    const record = await readServerRecord(folders.root);
    const told = record?.pid === claim.pid && record.process_start === claim.process_start;
    if (told || attempt >= RECORD_WAIT.tries) {
      const url = told ? record.url : 'an address that it has not told';
      throw new AmphoraError('server-running', { path: folders.root, url, pid: claim.pid });
    }
    // It is about to listen, or to fail and leave its place to us.
    await new Promise(resolve => setTimeout(resolve, RECORD_WAIT.milliseconds));
  }
}

export async function releaseServer(db: Db, claim: ServerClaim): Promise<void> {
  await inTransaction(db, tx => tx.deleteFrom('work').where('id', '=', claim.id).execute());
}
