import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AmphoraError } from '../../core/errors.ts';
import { passwordsOf } from '../../wandb/netrc.ts';

/** The files that `wandb login` writes keys to, as its library looks for them. */
function netrcFiles(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const named = env['NETRC'];
  if (named) return [named];
  const home = env['HOME'] ?? os.homedir();
  return ['.netrc', '_netrc'].map(name => path.join(home, name));
}

/**
 * The person's key for a server: that of the environment, else the one that `wandb login` left.
 * @throws AmphoraError `remote-key-missing`
 */
export async function findKey(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const given = env['WANDB_API_KEY']?.trim();
  if (given) return given;
  for (const file of netrcFiles(env)) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const { hostname, host } = new URL(url);
    const passwords = passwordsOf(text);
    const password = passwords.get(host) ?? passwords.get(hostname);
    if (password) return password;
  }
  throw new AmphoraError('remote-key-missing', { url });
}
