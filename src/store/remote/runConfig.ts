/**
 * What the protocol has no field for, such as a command that is not Python's or a branch, is kept where clients keep what is
 * theirs: under `_wandb` in the config, by a name of ours. Servers keep it as it is.
 */
import * as v from 'valibot';
import type { JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import type { GitProvenance, RunDetail } from '../../core/run.ts';
import { CLIENT_KEY, environmentOf, toClientConfig } from '../../wandb/config.ts';

const OWN = 'amphora';

type Provenance = Pick<RunDetail, 'host' | 'command' | 'git'>;

const Git = v.object({
  commit: v.optional(v.string()),
  branch: v.optional(v.string()),
  dirty: v.boolean(),
  remote: v.optional(v.string()),
  root: v.optional(v.string()),
});
const Own = v.object({
  host: v.optional(v.string()),
  command: v.optional(v.array(v.string())),
  git: v.optional(Git),
});

function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function clientPart(config: JsonObject): JsonObject {
  const part = config[CLIENT_KEY];
  return isJsonObject(part) ? part : {};
}

/** @param config as the store has it @param commit that the server tells */
export function readProvenance(config: JsonObject, commit: string | undefined): Provenance {
  const own = v.safeParse(Own, clientPart(config)[OWN] ?? {});
  const told = own.success ? own.output : {};
  const { host, command, git } = environmentOf(config);
  const found: GitProvenance | undefined = told.git
    ? { ...defined(told.git), dirty: told.git.dirty }
    : (git ?? (commit === undefined ? undefined : { commit, dirty: false }));
  return defined({ host: told.host ?? host, command: told.command ?? command, git: found });
}

/** The config without what is ours in it. */
export function withoutOwn(config: JsonObject): JsonObject {
  const { [OWN]: own, ...rest } = clientPart(config);
  if (own === undefined) return config;
  const { [CLIENT_KEY]: _, ...others } = config;
  return Object.keys(rest).length === 0 ? others : { ...others, [CLIENT_KEY]: rest };
}

/**
 * A config to send.
 * @param before as clients have it, of which what is not said now stays
 */
export function formatConfig(
  before: JsonObject,
  config: JsonObject | undefined,
  provenance: Provenance,
): JsonObject {
  const wrapped = before[CLIENT_KEY];
  const kept = isJsonObject(wrapped) && isJsonObject(wrapped['value']) ? wrapped['value'] : {};
  const own = isJsonObject(kept[OWN]) ? kept[OWN] : {};
  const given = defined(provenance) as JsonObject;
  const values = config ? toClientConfig(config) : before;
  const theirs = config ? clientPart(config) : {};
  const client: JsonObject = { ...kept, ...theirs, [OWN]: { ...own, ...given } };
  return { ...values, [CLIENT_KEY]: { value: client } };
}
