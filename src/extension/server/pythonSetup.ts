/** The variables that lead the SDK of W&B to our server. */
export function sdkVariables({ url, apiKey }: { readonly url: string; readonly apiKey: string }) {
  return { WANDB_BASE_URL: url, WANDB_API_KEY: apiKey } as const;
}

/** Lines for the first cell of a notebook, or the first of a script. */
export function pythonSetup(server: { readonly url: string; readonly apiKey: string }): string {
  const lines = Object.entries(sdkVariables(server)).map(
    ([name, value]) => `os.environ[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  );
  return ['import os', '', ...lines, ''].join('\n');
}
