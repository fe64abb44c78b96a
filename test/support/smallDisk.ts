/** Small file systems in memory, to fill them for real. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();
/** What a test's title says where it is skipped. */
export const needsMount = canMount ? '' : ' (skipped: needs root on Linux to mount a small disk)';

function tryMount(): boolean {
  const folder = fs.mkdtempSync('/tmp/amphora-mount-');
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'none', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    fs.rmdirSync(folder);
  }
}

/** A file system of so many megabytes. Unmount it after the test. */
export function smallDisk(folder: string, megabytes: number): string {
  fs.mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'none', folder]);
  return folder;
}
