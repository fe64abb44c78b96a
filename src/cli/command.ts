/** What a command of the command line is: its words, and what it does with them. */
import type { AmphoraError } from '../core/errors.ts';
import type { Clock } from '../core/clock.ts';
import type { StoreAccess } from '../store/local/openLocalStore.ts';
import type { StoreService } from '../worker/service.ts';
import type { Interrupts } from './interrupts.ts';
import type { StoreTarget } from '../worker/target.ts';
import type { Terminal } from './terminal.ts';

interface OptionBase {
  readonly help: string;
}

export interface TextOption extends OptionBase {
  readonly type: 'string';
  /** Stands for the value in the help. */
  readonly value: string;
  readonly required?: true;
  /** May be given several times. */
  readonly multiple?: true;
}

export interface SwitchOption extends OptionBase {
  readonly type: 'boolean';
}

export type OptionSpec = TextOption | SwitchOption;
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type OptionValue<S extends OptionSpec> = S extends SwitchOption
  ? boolean
  : S extends { readonly multiple: true }
    ? readonly string[]
    : S extends { readonly required: true }
      ? string
      : string | undefined;

/** What was typed after a command's name. */
export interface Input<O extends OptionSpecs> {
  readonly options: { readonly [K in keyof O]: OptionValue<O[K]> };
  /** In the order of the command's `words`. */
  readonly words: readonly string[];
  /** What stood after `--`, for a command that takes another. */
  readonly rest: readonly string[];
}

export type ParsedOption = boolean | string | readonly string[] | undefined;

/** The same for a command of which nothing is known. */
export interface AnyInput extends Omit<Input<OptionSpecs>, 'options'> {
  readonly options: Readonly<Record<string, ParsedOption>>;
}

/** What a command works with. */
export interface Context {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Absolute path of the current folder. */
  readonly folder: string;
  /** Absolute path of the store's folder, or the address of its server. */
  readonly storeName: string;
  /** The folder of a local store; undefined where it is a server's. */
  readonly storeFolder: string | undefined;
  /** Whether someone named it, and it is not only where stores are by default. */
  readonly storeIsNamed: boolean;
  /** Whether `--store` named it, and not the environment. */
  readonly storeWasTyped: boolean;
  readonly json: boolean;
  readonly interrupts: Interrupts;
  readonly now: Clock;
  /** Opens the store at the first call; it is closed when the command is over. */
  service(): Promise<StoreService>;
  /** Opens another store, which is closed as well. */
  open(target: StoreTarget, access: StoreAccess): Promise<StoreService>;
}

/** What a command answers: one JSON value, or text for people. */
export interface Answer {
  /** Left out where the command has answered by itself. */
  readonly json?: object;
  /** Ends with a line feed unless empty. */
  text(): string;
  /** 0 unless told. */
  readonly exitCode?: number;
  /** What went wrong although there is an answer; told on standard error, and as `error` in the JSON. */
  readonly failure?: AmphoraError;
}

export interface CommandDefinition<O extends OptionSpecs> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** All that follows `amphora `. */
  readonly usage: string;
  /** What the usage and the options do not say. */
  readonly details?: string;
  /** Names of the words it takes; one in brackets may be left out. */
  readonly words: readonly string[];
  /** What it opens the store for. */
  readonly access: StoreAccess;
  /** Whether another command follows after `--`. */
  readonly takesRest?: boolean;
  readonly options: O;
  run(context: Context, input: Input<O>): Promise<Answer>;
}

export interface Command extends Omit<CommandDefinition<OptionSpecs>, 'run'> {
  run(context: Context, input: AnyInput): Promise<Answer>;
}

/** Ties a command's options to the values its `run` is given. */
export function defineCommand<const O extends OptionSpecs>(definition: CommandDefinition<O>): Command {
  // The parser gives exactly the options of the definition, which is what `Input<O>` says.
  return { ...definition, run: (context, input) => definition.run(context, input as Input<O>) };
}
