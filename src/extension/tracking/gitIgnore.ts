import { execFile } from 'node:child_process';
import path from 'node:path';
import { readTextFile, replaceTextFile } from './replaceTextFile.ts';

/** Whether Git would leave a file out of commits; also where the folder is in no repository, or there is no Git. */
export async function isIgnoredByGit(folder: string, name: string): Promise<boolean> {
  return new Promise(resolve => {
    const words = ['-c', 'core.fsmonitor=false', 'check-ignore', '--quiet', '--', name];
    // 0 means ignored, 1 not ignored, and all else that it cannot be said.
    execFile('git', words, { cwd: folder }, error => {
      resolve(error?.code !== 1);
    });
  });
}

export async function addToGitIgnore(folder: string, name: string): Promise<void> {
  const file = path.join(folder, '.gitignore');
  const before = await readTextFile(file);
  const newline = before.includes('\r\n') ? '\r\n' : '\n';
  const end = before === '' || before.endsWith('\n') ? '' : newline;
  await replaceTextFile(file, `${before}${end}${name}${newline}`);
}
