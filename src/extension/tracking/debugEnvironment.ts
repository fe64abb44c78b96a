import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { debug, workspace } from 'vscode';
import type { DebugConfiguration, WorkspaceFolder } from 'vscode';
import { DisposableStore } from '../host/DisposableStore.ts';
import { parseEnvFile } from './envFile.ts';
import { SDK_VARIABLES, sdkValues } from './pythonSetup.ts';
import type { ServerAddress } from './serverState.ts';

/** What Python's debugger is called, today's extension first. */
export const DEBUG_TYPES = ['debugpy', 'python'] as const;

/**
 * Leads Python programs that are debugged in the Debug Console to the server: terminals have the variables already, and there the
 * debugger would type them into the command line.
 * @param address of the server, started where it has to be; undefined where `wandb` is not to log to it
 */
export function registerDebugEnvironment(address: () => Promise<ServerAddress | undefined>): DisposableStore {
  const provider = {
    resolveDebugConfigurationWithSubstitutedVariables: async (
      folder: WorkspaceFolder | undefined,
      configuration: DebugConfiguration,
    ) => {
      if (configuration.request !== 'launch') return configuration;
      const server = await address();
      if (!server || configuration['console'] !== 'internalConsole') return configuration;
      return withVariables(configuration, server, await fileVariables(folder, configuration));
    },
  };
  const owned = new DisposableStore();
  for (const type of DEBUG_TYPES) owned.add(debug.registerDebugConfigurationProvider(type, provider));
  return owned;
}

/** The configuration with our variables, unless the person has set one of them, here or in the file it names. */
export function withVariables(
  configuration: DebugConfiguration,
  server: ServerAddress,
  fromFile: ReadonlyMap<string, string>,
): DebugConfiguration {
  const given: unknown = configuration['env'];
  const env = typeof given === 'object' && given !== null ? given : {};
  if (SDK_VARIABLES.some(name => Object.hasOwn(env, name) || fromFile.has(name))) return configuration;
  return { ...configuration, env: { ...env, ...sdkValues(server) } };
}

async function fileVariables(
  folder: WorkspaceFolder | undefined,
  configuration: DebugConfiguration,
): Promise<ReadonlyMap<string, string>> {
  const named: unknown =
    configuration['envFile'] ?? workspace.getConfiguration('python', folder).get('envFile');
  const root = folder?.uri.fsPath ?? '';
  const file = (typeof named === 'string' && named ? named : '.env').replaceAll('${workspaceFolder}', root);
  const text = await readFile(path.resolve(root, file), 'utf8').catch(() => '');
  return parseEnvFile(text);
}
