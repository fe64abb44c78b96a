import { spawn } from 'node:child_process';
import type { Context } from '../command.ts';

type Place = Pick<Context, 'env' | 'platform'>;

/** The program that opens an address, which follows it; undefined where nobody would see a browser. */
function opener({ env, platform }: Place): readonly [program: string, ...args: string[]] | undefined {
  // Terminals of VS Code name one that opens it where the window is.
  const own = env['BROWSER'];
  if (own && !/[%:;\s]/.test(own)) return [own];
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
}

/** Opens an address in the person's browser. @returns false where it cannot be */
export function openBrowser(url: string, place: Place): Promise<boolean> {
  const [program, ...args] = opener(place) ?? [];
  if (program === undefined) return Promise.resolve(false);
  return new Promise(resolve => {
    // It may be the browser itself, which stays.
    const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
