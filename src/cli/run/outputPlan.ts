/** What `--log`, `--metadata`, `--description` and `--alias` say together: one plan for each output. */
import path from 'node:path';
import type { JsonObject } from '../../core/json.ts';
import { parseAlias, parseName } from '../../core/names.ts';
import { isFileArgument, readJsonArgument } from '../jsonArgument.ts';
import { usageError } from '../usageError.ts';

export interface OutputOptions {
  readonly log: readonly string[];
  readonly metadata: readonly string[];
  readonly description: readonly string[];
  readonly alias: readonly string[];
}

export interface OutputPlan {
  readonly artifact: string;
  readonly type: string;
  /** As typed. */
  readonly place: string;
  /** Absolute. */
  readonly path: string;
  readonly description?: string;
  readonly aliases: readonly string[];
  /** As typed; a file is read when the command is over, so that the command may write it. */
  readonly metadata?: string;
}

function readLog(text: string): { readonly artifact: string; readonly type: string; readonly place: string } {
  const colon = text.indexOf(':');
  const equals = text.indexOf('=', colon);
  if (colon <= 0 || equals < 0 || equals === text.length - 1)
    throw usageError(`--log is NAME:TYPE=PATH, not "${text}"`);
  return {
    artifact: parseName(text.slice(0, colon), 'an artifact'),
    type: parseName(text.slice(colon + 1, equals), 'an artifact type'),
    place: text.slice(equals + 1),
  };
}

/** Splits `NAME=value` where NAME is one of the outputs; a name may contain "=" itself, so the longest wins. */
function readNamed(option: string, text: string, names: readonly string[]): readonly [string, string] {
  const name = names.filter(known => text.startsWith(`${known}=`)).toSorted((a, b) => b.length - a.length)[0];
  if (name === undefined)
    throw usageError(`--${option} is NAME=… with the NAME of an output of --log, not "${text}"`);
  return [name, text.slice(name.length + 1)];
}

function readOnce(
  option: string,
  texts: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const [name, value] = readNamed(option, text, names);
    if (found.has(name)) throw usageError(`--${option} was given twice for "${name}"`);
    found.set(name, value);
  }
  return found;
}

/** @throws AmphoraError `usage`, `name-invalid`, `alias-invalid`, `alias-reserved` */
export function planOutputs(options: OutputOptions, folder: string): readonly OutputPlan[] {
  const logs = options.log.map(readLog);
  const names = logs.map(log => log.artifact);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw usageError(`The output "${twice}" is named twice`);
  const metadata = readOnce('metadata', options.metadata, names);
  const descriptions = readOnce('description', options.description, names);
  const aliases = options.alias.map(text => readNamed('alias', text, names));
  return logs.map(log => {
    const description = descriptions.get(log.artifact);
    const json = metadata.get(log.artifact);
    return {
      ...log,
      path: path.resolve(folder, log.place),
      aliases: aliases.filter(([name]) => name === log.artifact).map(([, alias]) => parseAlias(alias)),
      ...(description === undefined ? {} : { description }),
      ...(json === undefined ? {} : { metadata: json }),
    };
  });
}

/** Refuses what is already known to be wrong before the command runs for hours. @throws AmphoraError `metadata-not-json` */
export async function checkMetadata(plans: readonly OutputPlan[], folder: string): Promise<void> {
  for (const { metadata } of plans) {
    if (metadata !== undefined && !isFileArgument(metadata)) await readMetadata(metadata, folder);
  }
}

export function readMetadata(metadata: string, folder: string): Promise<JsonObject> {
  return readJsonArgument(metadata, folder, 'metadata-not-json');
}
