/** What tests of stores in a bucket share: a store in PostgreSQL and S3, and its server. */
import { afterAll, afterEach } from 'vitest';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import type { Bucket, S3Server } from '../../support/s3.ts';
import { hasS3, needsS3, startS3 } from '../../support/s3.ts';
import type { TeamServedHere } from '../../support/serveTeamHere.ts';
import { serveTeamHere } from '../../support/serveTeamHere.ts';
import type { SharedDatabase } from '../postgres/storesAtOnce.ts';
import { sharedDatabases } from '../postgres/storesAtOnce.ts';
import { Client } from '../protocol/client.ts';

export const hasBuckets = hasPostgres && hasS3;
export const needsBuckets = `${needsPostgres}${needsS3}`;

/** An entity beside the user’s own. */
export const OTHER = 'stranger';

export interface BucketStore extends SharedDatabase {
  readonly s3: S3Server;
  readonly bucket: Bucket;
  /** A further server over the store. */
  serve(): Promise<TeamServedHere & { readonly client: Client }>;
}

/** Call it once a file; what it gives makes a store for a test. */
export function bucketStores(): () => Promise<BucketStore> {
  let s3: Promise<S3Server> | undefined;
  let made = 0;
  let bucket: Bucket | undefined;
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  const database = sharedDatabases(async () => {
    s3 ??= startS3();
    bucket = (await s3).create(`bucket-${String(made++)}`, 'a team/store');
    return bucket.address;
  });
  afterAll(async () => (await s3)?.stop());
  return async () => {
    const shared = await database();
    if (!s3 || !bucket) throw new Error('The database was made without a bucket.');
    return {
      ...shared,
      s3: await s3,
      bucket,
      serve: async () => {
        const { address, blobs } = shared;
        const served = await serveTeamHere({ database: address, blobs }, {}, OTHER);
        ends.push(() => served.stop());
        return { ...served, client: new Client(served) };
      },
    };
  };
}
