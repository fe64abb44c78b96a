import type { ServerAddress } from './serverState.ts';

/** The variables that lead the SDK of W&B to a server. */
export const SDK_VARIABLES = ['WANDB_BASE_URL', 'WANDB_API_KEY'] as const;

/** Variables that say what is reached without a proxy; programs read either. */
export const NO_PROXY_VARIABLES = ['NO_PROXY', 'no_proxy'] as const;

const PROXY = /^(http|https|all)_proxy$/i;

/** Values of `SDK_VARIABLES`, and of `NO_PROXY_VARIABLES` where a proxy would be asked for this machine. */
export type SdkValues = Readonly<
  Record<(typeof SDK_VARIABLES)[number], string> &
    Partial<Record<(typeof NO_PROXY_VARIABLES)[number], string>>
>;

/** @param environment what programs are started with */
export function sdkValues(
  { url, apiKey }: ServerAddress,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): SdkValues {
  return { WANDB_BASE_URL: url, WANDB_API_KEY: apiKey, ...noProxy(new URL(url).hostname, environment) };
}

/** Parts of the SDK ask a proxy for this machine too, unless they are told not to. */
function noProxy(host: string, environment: Readonly<NodeJS.ProcessEnv>): Record<string, string> {
  if (!Object.entries(environment).some(([name, value]) => PROXY.test(name) && value)) return {};
  const given = NO_PROXY_VARIABLES.filter(name => environment[name]);
  // Of the two, some programs prefer the one and some the other: both must say it where both are there.
  const names = given.length > 0 ? given : NO_PROXY_VARIABLES.slice(0, 1);
  const lists = names.map(name => [name, listOf(environment[name])] as const);
  return Object.fromEntries(
    lists.flatMap(([name, list]) => (list.includes(host) ? [] : [[name, [...list, host].join(',')]])),
  );
}

function listOf(value = ''): string[] {
  return value
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
}

/** Lines for the first cell of a notebook, or the top of a script. */
export function pythonSetup(server: ServerAddress): string {
  const lines = Object.entries(sdkValues(server)).map(
    ([name, value]) => `os.environ[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  );
  return ['import os', '', ...lines, ''].join('\n');
}
