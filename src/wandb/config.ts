/**
 * A run's config as clients have it, `{"lr": {"value": 0.1}}`, and as the store has it, `{"lr": 0.1}`. What clients keep for
 * themselves (`_wandb`: environment, telemetry, how metrics are summed up) is kept under that name.
 */
import type { Json, JsonObject } from '../core/json.ts';
import { isJsonObject } from '../core/json.ts';
import type { GitProvenance } from '../core/run.ts';

/** What clients keep for themselves. */
export const CLIENT_KEY = '_wandb';

export function fromClientConfig(config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, entry]) => [
      key,
      isJsonObject(entry) && 'value' in entry ? entry['value'] : entry,
    ]),
  );
}

export function toClientConfig(config: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]));
}

/** Parts of what clients keep for themselves: `t` is there once a run has begun. */
export function clientConfig(config: JsonObject, keys: readonly string[] | undefined): JsonObject {
  const own = config[CLIENT_KEY];
  if (!isJsonObject(own)) return {};
  return keys ? Object.fromEntries(Object.entries(own).filter(([key]) => keys.includes(key))) : own;
}

export interface ClientEnvironment {
  readonly command?: readonly string[];
  readonly host?: string;
  readonly git?: GitProvenance;
  readonly program?: string;
  readonly python?: string;
  readonly os?: string;
  readonly executable?: string;
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value ? value : undefined;

/** Where and how the run was started, as newer clients tell in their config. */
export function environmentOf(config: JsonObject): ClientEnvironment {
  const writers = clientConfig(config, undefined)['e'];
  const [first] = isJsonObject(writers) ? Object.values(writers) : [];
  if (!isJsonObject(first)) return {};
  const program = text(first['program']);
  const args = Array.isArray(first['args']) ? first['args'].filter(item => typeof item === 'string') : [];
  const given = isJsonObject(first['git']) ? first['git'] : undefined;
  const commit = text(given?.['commit']);
  const remote = text(given?.['remote']);
  const root = text(first['root']);
  const optional = {
    host: text(first['host']),
    program,
    python: text(first['python']),
    os: text(first['os']),
    executable: text(first['executable']),
  };
  return {
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(program === undefined ? {} : { command: ['python', program, ...args] }),
    ...(commit === undefined && remote === undefined
      ? {}
      : {
          git: {
            dirty: false,
            ...(commit === undefined ? {} : { commit }),
            ...(remote === undefined ? {} : { remote }),
            ...(root === undefined ? {} : { root }),
          },
        }),
  };
}
