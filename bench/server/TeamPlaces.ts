import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { openPostgresStore } from '../../src/store/postgres/openPostgresStore.ts';
import type { Cluster } from '../../test/support/postgres.ts';
import { hasPostgres, startPostgres } from '../../test/support/postgres.ts';
import type { S3Server } from '../../test/support/s3.ts';
import { hasS3, startS3 } from '../../test/support/s3.ts';

/** What a team's server works with: a PostgreSQL that keeps its promises, and an S3 server where there is one. */
export class TeamPlaces {
  readonly #cluster: Cluster;
  readonly #s3: S3Server | undefined;
  readonly #folder: string;
  #made = 0;

  private constructor(cluster: Cluster, s3: S3Server | undefined, folder: string) {
    this.#cluster = cluster;
    this.#s3 = s3;
    this.#folder = folder;
  }

  static get areThere(): boolean {
    return hasPostgres;
  }

  static async start(folder: string): Promise<TeamPlaces> {
    // Commits wait for the disk, as they do for a team.
    const cluster = await startPostgres(['shared_buffers=256MB', 'fsync=on', 'max_connections=200']);
    return new TeamPlaces(cluster, hasS3 ? await startS3() : undefined, folder);
  }

  get hasBucket(): boolean {
    return this.#s3 !== undefined;
  }

  /** A new store with a user, as arguments of `amphora serve`. */
  async makeStore(
    cli: string,
    inBucket: boolean,
  ): Promise<{ readonly args: readonly string[]; readonly key: string }> {
    const name = `bench_${String(this.#made++)}`;
    const database = await this.#cluster.create(name);
    const folder = path.join(this.#folder, name);
    const bucket = inBucket ? this.#s3?.create(name.replace('_', '-'), 'store').address : undefined;
    fs.mkdirSync(folder, { recursive: true });
    const key = 'b'.repeat(40);
    // The first start makes the tables.
    await (await openPostgresStore({ database, blobs: bucket ?? folder })).close();
    const args = ['--database', database];
    const user = [cli, 'users', 'add', 'local', '--api-key', key, ...args];
    execFileSync(process.execPath, user, { stdio: ['ignore', 'ignore', 'inherit'] });
    return { args: [...args, '--blobs', bucket ?? folder, '--log-format', 'text'], key };
  }

  async stop(): Promise<void> {
    await this.#s3?.stop();
    await this.#cluster.stop();
  }
}
