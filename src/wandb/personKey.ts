/** Where people have their keys of W&B already: read, never written. */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { AmphoraError } from '../core/errors.ts';
import { netrcFiles, passwordsOf } from './netrc.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The key of the environment; undefined where there is none. */
export function keyOfEnvironment(env: Env): string | undefined {
  const key = env['WANDB_API_KEY']?.trim();
  return key === '' ? undefined : key;
}

/** The key for a server that `wandb login` left; undefined where there is none. */
export async function keyOfNetrc(url: string, env: Env): Promise<string | undefined> {
  const { hostname, host } = new URL(url);
  for (const file of netrcFiles(env, env['HOME'] ?? os.homedir())) {
    const passwords = passwordsOf(await readFile(file, 'utf8').catch(() => ''));
    const password = passwords.get(host) ?? passwords.get(hostname);
    if (password) return password;
  }
  return undefined;
}

/**
 * The person's key for a server: that of the environment, else the one that `wandb login` left.
 * @throws AmphoraError `remote-key-missing`
 */
export async function findKey(url: string, env: Env): Promise<string> {
  const key = keyOfEnvironment(env) ?? (await keyOfNetrc(url, env));
  if (key === undefined) throw new AmphoraError('remote-key-missing', { url });
  return key;
}
