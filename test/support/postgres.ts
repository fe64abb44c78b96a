/** A PostgreSQL of a test file's own, with a database for each test, where the machine has the program. */
import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

/** Where systems put programs that are not in the path of everyone. */
const PLACES = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/Library/PostgreSQL'];

function findPrograms(): string | undefined {
  const folders = PLACES.flatMap(place =>
    fs.existsSync(place) ? fs.readdirSync(place).map(name => path.join(place, name, 'bin')) : [],
  );
  const all = [...(process.env['PATH'] ?? '').split(path.delimiter), ...folders.sort().reverse()];
  return all.find(folder => fs.existsSync(path.join(folder, 'initdb')));
}

/** It refuses to run as root: there it runs as the user that its package made. */
function findUser(): { readonly uid?: number; readonly gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  try {
    const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}

const programs = findPrograms();
const user = findUser();

export const hasPostgres = process.platform !== 'win32' && programs !== undefined && user !== undefined;
/** What a test's title says where it is skipped. */
export const needsPostgres = hasPostgres ? '' : ' (skipped: needs the programs of PostgreSQL)';

export interface Cluster {
  /** An address for a user, with which password, of a database. */
  address(name: string, user?: string, password?: string): string;
  /** Makes a database of this name. */
  create(name: string): Promise<string>;
  /** Runs a statement as the one who may do everything. */
  query(sql: string, name?: string): Promise<readonly Record<string, unknown>[]>;
  /** Ends every connection, and takes new ones when it resolves. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const ADMIN = 'amphora';
/** A user who needs a password, once a test makes one. */
export const GUARDED = 'guarded';

async function pg(program: string, ...args: readonly string[]): Promise<void> {
  // What it started holds on to its output, so that would never end.
  await run(path.join(programs ?? '', program), args, { ...user, cwd: tmpdir(), env: process.env });
}

/** Starts one, in a folder of its own, that is reached through a socket there. */
export async function startPostgres(settings: readonly string[] = []): Promise<Cluster> {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'amphora-pg-'));
  const data = path.join(folder, 'data');
  if (user?.uid !== undefined && user.gid !== undefined) fs.chownSync(folder, user.uid, user.gid);
  await pg('initdb', '-D', data, '-U', ADMIN, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  const options = ['fsync=off', 'listen_addresses=', `unix_socket_directories=${folder}`, ...settings];
  fs.appendFileSync(
    path.join(data, 'postgresql.conf'),
    options.map(option => `${option.replace('=', " = '")}'\n`).join(''),
  );
  // Everyone may come in but a user of this name, who needs a password.
  const rules = `local all ${GUARDED} scram-sha-256\nlocal all all trust\n`;
  fs.writeFileSync(path.join(data, 'pg_hba.conf'), rules);
  const control = (...args: readonly string[]) => pg('pg_ctl', '-D', data, '-w', ...args);
  const log = path.join(folder, 'log');
  await control('-l', log, 'start');
  // It would outlive a file whose end is cut off.
  const stopAtExit = () =>
    execFileSync(path.join(programs ?? '', 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], {
      ...user,
      cwd: tmpdir(),
      stdio: 'ignore',
    });
  process.once('exit', stopAtExit);
  const address = (name: string, as = ADMIN, password = '') =>
    `postgres://${as}:${password}@/${name}?host=${encodeURIComponent(folder)}`;
  const query = async (sql: string, name = 'postgres') => {
    const client = new Client({ connectionString: address(name) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    address,
    query,
    create: async name => {
      await query(`create database ${name}`);
      return address(name);
    },
    restart: () => control('-m', 'fast', '-l', log, 'restart'),
    stop: async () => {
      process.off('exit', stopAtExit);
      await control('-m', 'immediate', 'stop');
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
