/** An S3 server of a test file's own, where the machine has Go to build it (see scripts/lib/s3Server.mjs). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { s3Server } from '../../scripts/lib/s3Server.mjs';

export const hasS3 = fs.existsSync(s3Server);
/** What a test's title says where it is skipped. */
export const needsS3 = hasS3 ? '' : ' (skipped: needs Go to build an S3 server)';

const KEY = { access: 'amphora', secret: 'of the tests' };

export interface Bucket {
  /** As `--blobs` takes it. */
  readonly address: string;
  /** Where its objects lie as files. */
  readonly folder: string;
}

export interface S3Server {
  /** Makes a bucket. @param prefix in it */
  create(name: string, prefix?: string): Bucket;
  /** Address of the server. */
  readonly url: string;
  /** Ends it and starts it anew under the same address. */
  cut(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts one, with its key in this process's environment. */
export async function startS3(): Promise<S3Server> {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'amphora-s3-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  process.env['AWS_ACCESS_KEY_ID'] = KEY.access;
  process.env['AWS_SECRET_ACCESS_KEY'] = KEY.secret;
  let child: ReturnType<typeof spawn> | undefined;
  const cut = async () => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const start = async () => {
    const listen = ['--port', `127.0.0.1:${String(port)}`, '--access', KEY.access, '--secret', KEY.secret];
    child = spawn(s3Server, [...listen, '--quiet', '--keep-alive', 'posix', folder], { stdio: 'ignore' });
    for (let tries = 0; ; tries++) {
      const answered = await fetch(url).catch(() => undefined);
      await answered?.arrayBuffer();
      if (answered) return;
      if (tries > 100 || child.exitCode !== null) throw new Error('The S3 server did not start.');
      await sleep(50);
    }
  };
  // It would outlive a file whose end is cut off.
  const stopAtExit = () => void child?.kill('SIGKILL');
  process.once('exit', stopAtExit);
  await start();
  return {
    url,
    create: (name, prefix = '') => {
      fs.mkdirSync(path.join(folder, name));
      return {
        address: `s3://${name}/${prefix}?endpoint=${encodeURIComponent(url)}`,
        folder: path.join(folder, name, prefix),
      };
    },
    cut,
    restart: async () => {
      await cut();
      await start();
    },
    stop: async () => {
      process.off('exit', stopAtExit);
      await cut();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
