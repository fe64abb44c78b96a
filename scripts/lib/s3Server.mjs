import fs from 'node:fs';
import path from 'node:path';
import { fail } from './failure.mjs';
import { inRoot } from './paths.mjs';
import { capture } from './processes.mjs';

/** An S3 server that keeps objects as files (Apache-2.0). Go makes the same program of a version everywhere. */
const MODULE = 'github.com/versity/versitygw/cmd/versitygw';
const VERSION = 'v1.8.0';

const folder = inRoot('test/support/.s3-server', VERSION);

/** Where the program is after `prepareS3Server`, if it could be had. */
export const s3Server = path.join(folder, process.platform === 'win32' ? 'versitygw.exe' : 'versitygw');

/** Builds it where there is Go. Without, the tests that need it say that they were skipped. */
export async function prepareS3Server() {
  if (fs.existsSync(s3Server)) return;
  const go = await capture('go', ['version']).catch(() => undefined);
  if (go?.code !== 0) return;
  console.log(`Building the S3 server of the tests, ${VERSION}…`);
  const building = `${folder}.${process.pid}`;
  const install = () =>
    capture('go', ['install', `${MODULE}@${VERSION}`], { env: { ...process.env, GOBIN: building } });
  let built = await install();
  // A proxy that fails once often answers the second time.
  if (built.code !== 0) built = await install();
  if (built.code !== 0) {
    fail(
      `${built.output}\nThe S3 server could not be built; connect to a proxy of Go modules, then run this again.`,
    );
  }
  // Renamed when it is whole: what an interrupted build left is not taken for it.
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(building, folder);
}
