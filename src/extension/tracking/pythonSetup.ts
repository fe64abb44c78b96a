import type { ServerAddress } from './serverState.ts';

/** The variables that lead the SDK of W&B to a server. */
export const SDK_VARIABLES = ['WANDB_BASE_URL', 'WANDB_API_KEY'] as const;

export type SdkValues = Readonly<Record<(typeof SDK_VARIABLES)[number], string>>;

export function sdkValues({ url, apiKey }: ServerAddress): SdkValues {
  return { WANDB_BASE_URL: url, WANDB_API_KEY: apiKey };
}

/** Lines for the first cell of a notebook, or the top of a script. */
export function pythonSetup(server: ServerAddress): string {
  const lines = Object.entries(sdkValues(server)).map(
    ([name, value]) => `os.environ[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  );
  return ['import os', '', ...lines, ''].join('\n');
}
