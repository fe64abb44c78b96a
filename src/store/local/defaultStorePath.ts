import os from 'node:os';
import path from 'node:path';

/** A folder named by the environment; a relative one is none (as the XDG base directory specification says). */
function absolute(folder: string | undefined, paths: path.PlatformPath): string | undefined {
  return folder !== undefined && paths.isAbsolute(folder) ? folder : undefined;
}

/** Where the store is unless someone says otherwise: below the platform's folder for a person's data. */
export function defaultStorePath(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (platform === 'win32') {
    const home = absolute(env['USERPROFILE'], path.win32) ?? os.homedir();
    const data = absolute(env['LOCALAPPDATA'], path.win32) ?? path.win32.join(home, 'AppData', 'Local');
    return path.win32.join(data, 'Amphora');
  }
  const home = absolute(env['HOME'], path.posix) ?? os.homedir();
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Amphora');
  const data = absolute(env['XDG_DATA_HOME'], path.posix) ?? path.posix.join(home, '.local', 'share');
  return path.posix.join(data, 'amphora');
}
