/** Whether a person is signed in to W&B already: what the SDK itself would look at, read and never written. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnvFile } from './envFile.ts';
import { machinesOf, netrcFiles } from '../../wandb/netrc.ts';
import { parseSettings } from './settingsFile.ts';

/** What says so: a variable of the environment, or a file. */
export type SignIn =
  { readonly kind: 'variable'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The workspace's folders, where scripts run. */
  readonly folders: readonly string[];
  /** Keys of our own server: what carries one is our doing. */
  readonly ownKeys: readonly string[];
  /** Addresses of our own server. */
  readonly ownUrls: readonly string[];
}

const SAAS = 'https://api.wandb.ai';

/** An address or credential in a form that both variables and settings have. */
interface Given {
  readonly name: string;
  readonly value: string;
}

/** The first thing found that signs the person in, in the SDK's own order; undefined where there is none. */
export async function findSignIn(around: Surroundings): Promise<SignIn | undefined> {
  const variable = foreign(around, name => around.env[name]);
  if (variable) return { kind: 'variable', name: variable.name };
  return (await inNetrc(around)) ?? (await inSettings(around)) ?? (await inEnvFiles(around));
}

/** The credential or address of another server among these variables. */
function foreign(
  { ownKeys, ownUrls }: Surroundings,
  get: (name: string) => string | undefined,
): Given | undefined {
  const given = (name: string): Given | undefined => {
    const value = get(name)?.trim() ?? '';
    return value === '' ? undefined : { name, value };
  };
  const token = given('WANDB_IDENTITY_TOKEN_FILE');
  if (token) return token;
  const key = given('WANDB_API_KEY');
  // An address beside our own key is that of our server, perhaps on an earlier port.
  if (key) return ownKeys.includes(key.value) ? undefined : key;
  const url = given('WANDB_BASE_URL');
  return url && isForeign(url.value, ownUrls) ? url : undefined;
}

function isForeign(url: string, ownUrls: readonly string[]): boolean {
  const bare = url.replace(/\/+$/, '').toLowerCase();
  return bare !== SAAS && !ownUrls.includes(bare);
}

async function inNetrc({ env, home }: Surroundings): Promise<SignIn | undefined> {
  for (const file of netrcFiles(env, home)) {
    const text = await read(file);
    if (text === undefined) continue;
    return machinesOf(text).has(new URL(SAAS).host) ? { kind: 'file', path: file } : undefined;
  }
  return undefined;
}

const SETTINGS: readonly (readonly [setting: string, variable: string])[] = [
  ['api_key', 'WANDB_API_KEY'],
  ['base_url', 'WANDB_BASE_URL'],
  ['identity_token_file', 'WANDB_IDENTITY_TOKEN_FILE'],
];

async function inSettings(around: Surroundings): Promise<SignIn | undefined> {
  const { env, home, folders } = around;
  const config = env['WANDB_CONFIG_DIR'];
  const general = config ? fromHome(config, home) : path.join(home, '.config', 'wandb');
  const own = folders.flatMap(folder => [path.join(folder, 'wandb'), path.join(folder, '.wandb')]);
  for (const folder of [...own, general]) {
    const file = path.join(folder, 'settings');
    const settings = parseSettings((await read(file)) ?? '');
    const values = new Map(SETTINGS.map(([setting, variable]) => [variable, settings.get(setting)]));
    if (foreign(around, name => values.get(name))) return { kind: 'file', path: file };
  }
  return undefined;
}

/** Scripts that read a `.env` file keep what the environment says: ours would win over it. */
async function inEnvFiles(around: Surroundings): Promise<SignIn | undefined> {
  for (const folder of around.folders) {
    const file = path.join(folder, '.env');
    const values = parseEnvFile((await read(file)) ?? '');
    if (foreign(around, name => values.get(name))) return { kind: 'file', path: file };
  }
  return undefined;
}

function fromHome(file: string, home: string): string {
  return file.replace(/^~(?=$|[/\\])/, home);
}

/** A file's text; undefined where it is not there or may not be read: the SDK does without it too. */
async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
