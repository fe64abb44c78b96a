import { parseArgs } from 'node:util';
import { nearestNames } from '../core/nearest.ts';
import type { AnyInput, Command, OptionSpec, OptionSpecs, ParsedOption } from './command.ts';
import { usageError } from './usageError.ts';

/** Options of every command. */
export const COMMON_OPTIONS = {
  store: { type: 'string', value: 'STORE', help: 'Folder of the store, or address of its server' },
  json: { type: 'boolean', help: 'Answer with one JSON document on standard output' },
  help: { type: 'boolean', help: 'Show this help' },
} as const satisfies OptionSpecs;

export interface ParsedInput {
  readonly input: AnyInput;
  readonly store?: string;
  readonly json: boolean;
  readonly help: boolean;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function unknownOption(token: OptionToken, specs: OptionSpecs): Error {
  const near = nearestNames(token.name, Object.keys(specs)).map(name => `--${name}`);
  const hint = near.length > 0 ? ` (perhaps ${near.join(' or ')})` : '';
  return usageError(`There is no option ${token.rawName}${hint}`);
}

function optionValue(token: OptionToken, spec: OptionSpec): string | true {
  const { rawName, value } = token;
  if (spec.type === 'boolean') {
    if (value !== undefined) throw usageError(`${rawName} takes no value`);
    return true;
  }
  if (value === undefined) throw usageError(`${rawName} needs a value: ${rawName} ${spec.value}`);
  // What looks like the next option was meant as one, most likely.
  if (token.inlineValue !== true && value.startsWith('-') && value.length > 1) {
    throw usageError(`${rawName} needs a value; write ${rawName}=${value} if "${value}" is meant`);
  }
  return value;
}

function collect(tokens: readonly OptionToken[], specs: OptionSpecs): Map<string, (string | true)[]> {
  const found = new Map<string, (string | true)[]>();
  for (const token of tokens) {
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token, specs);
    const value = optionValue(token, spec);
    const earlier = found.get(token.name) ?? [];
    if (earlier.length > 0 && spec.type === 'string' && spec.multiple !== true) {
      throw usageError(`${token.rawName} was given twice`);
    }
    found.set(token.name, [...earlier, value]);
  }
  return found;
}

function readOption(name: string, spec: OptionSpec, given: readonly (string | true)[]): ParsedOption {
  if (spec.type === 'boolean') return given.length > 0;
  if (spec.multiple === true) return given.map(String);
  const [value] = given;
  if (value === undefined && spec.required === true) throw usageError(`--${name} ${spec.value} is missing`);
  return value === undefined ? undefined : String(value);
}

function checkWords(command: Command, words: readonly string[]): void {
  const missing = command.words.find((name, index) => index >= words.length && !name.startsWith('['));
  if (missing !== undefined) throw usageError(`${missing} is missing`);
  const extra = words[command.words.length];
  if (extra === undefined) return;
  const hint = command.takesRest === true ? '; the command to run comes after --' : '';
  throw usageError(`"${extra}" is one word too many${hint}`);
}

/**
 * Reads what was typed after a command's name.
 * @throws AmphoraError `usage` naming the mistake; not where help was asked for
 */
export function parseInput(command: Command, args: readonly string[]): ParsedInput {
  const specs: OptionSpecs = { ...COMMON_OPTIONS, ...command.options };
  const split = command.takesRest === true ? args.indexOf('--') : -1;
  const own = split < 0 ? args : args.slice(0, split);
  const { tokens } = parseArgs({
    args: [...own],
    options: {
      ...Object.fromEntries(Object.entries(specs).map(([name, { type }]) => [name, { type }])),
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const found = collect(
    tokens.filter(token => token.kind === 'option'),
    specs,
  );
  const store = found.get('store')?.[0];
  const common = {
    json: found.has('json'),
    help: found.has('help'),
    ...(typeof store === 'string' ? { store } : {}),
  };
  if (common.help) return { ...common, input: { options: {}, words: [], rest: [] } };
  if (store === '') throw usageError('--store needs a value: --store STORE');
  const words = tokens.filter(token => token.kind === 'positional').map(token => token.value);
  checkWords(command, words);
  const rest = split < 0 ? [] : args.slice(split + 1);
  if (command.takesRest === true && rest.length === 0) {
    throw usageError('The command to run is missing; write it after --');
  }
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, spec]) => [
      name,
      readOption(name, spec, found.get(name) ?? []),
    ]),
  );
  return { ...common, input: { options, words, rest } };
}
