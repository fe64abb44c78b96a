/** Help, made from the table of commands. */
import type { Command, OptionSpecs } from './command.ts';
import { COMMON_OPTIONS } from './parseInput.ts';
import { columns } from './columns.ts';

function optionRows(specs: OptionSpecs): readonly (readonly string[])[] {
  return Object.entries(specs).map(([name, spec]) => {
    const value = spec.type === 'string' ? ` ${spec.value}` : '';
    const repeat = spec.type === 'string' && spec.multiple === true ? '…' : '';
    return [`  --${name}${value}${repeat}`, spec.help];
  });
}

/** The line that `usage` errors end with. */
export function usageLine(command: Command): string {
  return `usage: amphora ${command.usage}`;
}

/** `amphora NAME --help`. */
export function commandHelp(command: Command): string {
  return [
    `${command.summary}.`,
    '',
    usageLine(command),
    ...(command.details === undefined ? [] : ['', command.details.trim()]),
    '',
    'Options:',
    columns(optionRows({ ...command.options, ...COMMON_OPTIONS })),
  ].join('\n');
}

const STORE_HELP = `The store is the folder named by --store, else by AMPHORA_STORE, else it is in your data folder.
The project is the one named by --project, else by AMPHORA_PROJECT, else the current folder's name.
A reference is [entity/][project/]name:alias or name:v3; without an alias it means latest.
amphora COMMAND --help tells more of each.`;

/** One option, as `--help --json` tells it. */
export interface OptionJson {
  readonly name: string;
  /** Stands for the value; `null` where it takes none. */
  readonly value: string | null;
  readonly required: boolean;
  readonly repeatable: boolean;
  readonly description: string;
}

function optionsJson(specs: OptionSpecs): readonly OptionJson[] {
  return Object.entries(specs).map(([name, spec]) => ({
    name: `--${name}`,
    value: spec.type === 'string' ? spec.value : null,
    required: spec.type === 'string' && spec.required === true,
    repeatable: spec.type === 'string' && spec.multiple === true,
    description: spec.help,
  }));
}

/** Lines of a paragraph were broken for a terminal. */
const unwrapped = (text: string): string => text.trim().replace(/(?<!\n)\n(?!\n)/g, ' ');

/** `--help --json`: these commands, and the options that all have. */
export function helpJson(commands: readonly Command[]) {
  return {
    commands: commands.map(({ name, summary, usage, details, options }) => ({
      name,
      usage: `amphora ${usage}`,
      description: details === undefined ? `${summary}.` : `${summary}. ${unwrapped(details)}`,
      options: optionsJson(options),
    })),
    options: optionsJson(COMMON_OPTIONS),
  };
}

/** `amphora --help`. */
export function overview(commands: readonly Command[]): string {
  return [
    'Keeps datasets and models as versioned artifacts, with the runs that used and made them.',
    '',
    'usage: amphora COMMAND …',
    '',
    'Commands:',
    columns(commands.map(command => [`  ${command.name}`, command.summary])),
    STORE_HELP,
    '',
  ].join('\n');
}
