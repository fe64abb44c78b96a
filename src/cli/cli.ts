/** From what was typed to an answer and an exit code. */
import { version } from '../../package.json';
import { errorToJson, isAmphoraError } from '../core/errors.ts';
import { stringifyJson } from '../core/json.ts';
import { nearestNames } from '../core/nearest.ts';
import type { StoreAccess } from '../store/local/openLocalStore.ts';
import type { StoreService } from '../worker/service.ts';
import type { Answer, Command, Context } from './command.ts';
import { COMMANDS } from './commands.ts';
import { commandHelp, helpJson, overview, usageLine } from './help.ts';
import type { Interrupts } from './interrupts.ts';
import { signalExitCode } from './interrupts.ts';
import type { ParsedInput } from './parseInput.ts';
import { parseInput } from './parseInput.ts';
import { printable } from './printable.ts';
import { splitCommandLine } from './splitCommandLine.ts';
import { systemProblem } from '../store/systemError.ts';
import type { StoreTarget } from '../worker/target.ts';
import { storeTarget } from './remotes/storeTarget.ts';
import type { Terminal } from './terminal.ts';
import { usageError } from './usageError.ts';

/** The process the command line runs in. */
export interface Host {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly folder: string;
  readonly interrupts: Interrupts;
  openService(target: StoreTarget, access: StoreAccess): Promise<StoreService>;
}

const FAILURE = 1;
const WRONG_USAGE = 2;

/** One document: characters that a terminal would obey are written as escapes. */
function jsonText(value: object): string {
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${stringifyJson(value, 2).replace(/[\u007f-\u009f]/g, escape)}\n`;
}

function errorJson(error: unknown): object {
  if (isAmphoraError(error)) {
    const { code, data, nearest, known } = errorToJson(error);
    return { code, message: error.message, data, nearest, known };
  }
  return { code: 'unexpected', message: sentence(error), data: {}, nearest: [], known: [] };
}

function sentence(error: unknown): string {
  if (isAmphoraError(error)) return error.message;
  const where = error instanceof Error && 'path' in error ? ` with "${String(error.path)}"` : '';
  return `Something unexpected happened${where}: ${systemProblem(error)}.`;
}

function findCommand(name: string | undefined): Command {
  const command = COMMANDS.find(known => known.name === name);
  if (command !== undefined) return command;
  if (name === undefined) throw usageError('A command is missing');
  const near = nearestNames(
    name,
    COMMANDS.map(known => known.name),
  );
  throw usageError(
    `There is no command "${name}"${near.length > 0 ? ` (perhaps ${near.join(' or ')})` : ''}`,
  );
}

async function runCommand(host: Host, command: Command, parsed: ParsedInput): Promise<Answer> {
  const { terminal, env, platform, folder, interrupts } = host;
  const named = parsed.store ?? env['AMPHORA_STORE'];
  const storeIsNamed = named !== undefined && named !== '';
  const target = await storeTarget(storeIsNamed ? named : undefined, { env, platform, folder });
  const opened: Promise<StoreService>[] = [];
  const open = (which: StoreTarget, access: StoreAccess): Promise<StoreService> => {
    const service = host.openService(which, access);
    opened.push(service);
    return service;
  };
  let own: Promise<StoreService> | undefined;
  try {
    const context: Context = {
      terminal,
      env,
      platform,
      folder,
      storeName: target.kind === 'local' ? target.folder : target.url,
      storeFolder: target.kind === 'local' ? target.folder : undefined,
      storeIsNamed,
      storeWasTyped: parsed.store !== undefined,
      json: parsed.json,
      interrupts,
      now: Date.now,
      service: () => (own ??= open(target, command.access)),
      open,
    };
    return await command.run(context, parsed.input);
  } finally {
    // One that could not be opened has been told of already.
    for (const service of opened) {
      await service.then(
        ({ close }) => close(),
        () => undefined,
      );
    }
    terminal.clearStatus();
  }
}

async function give(host: Host, answer: Answer, json: boolean): Promise<number> {
  const { failure } = answer;
  if (failure !== undefined) host.terminal.message(`amphora: ${failure.message}`);
  const told = failure === undefined ? answer.json : { error: errorJson(failure), ...answer.json };
  const document = told === undefined ? '' : jsonText(told);
  await host.terminal.answer(json ? document : printable(answer.text()));
  return answer.exitCode ?? 0;
}

/** Tells what went wrong; returns the exit code, whether or not anyone could be told. */
async function fail(
  host: Host,
  error: unknown,
  json: boolean,
  command: Command | undefined,
): Promise<number> {
  const { terminal, interrupts } = host;
  const answer = (told: object): Promise<void> =>
    json ? terminal.answer(jsonText({ error: told })).catch(() => undefined) : Promise.resolve();
  if (interrupts.received !== undefined) {
    await answer({ code: 'cancelled', message: 'Cancelled.', data: {}, nearest: [], known: [] });
    return signalExitCode(interrupts.received);
  }
  const usage = isAmphoraError(error, 'usage');
  terminal.message(`amphora: ${sentence(error)}`);
  if (usage) {
    terminal.message(
      command === undefined ? 'usage: amphora COMMAND …; amphora --help lists them' : usageLine(command),
    );
  }
  if (!isAmphoraError(error) && host.env['AMPHORA_DEBUG'] && error instanceof Error) {
    for (const line of error.stack?.split('\n') ?? []) terminal.message(line);
  }
  await answer(errorJson(error));
  return usage ? WRONG_USAGE : FAILURE;
}

/** Runs one command line and returns its exit code; never rejects. */
export async function runCli(argv: readonly string[], host: Host): Promise<number> {
  const line = splitCommandLine(argv);
  let command: Command | undefined;
  try {
    if (line.kind === 'version') {
      return await give(host, { json: { version }, text: () => `${version}\n` }, line.json);
    }
    if (line.kind === 'help' && line.command === undefined) {
      return await give(host, { json: helpJson(COMMANDS), text: () => overview(COMMANDS) }, line.json);
    }
    command = findCommand(line.command);
    const parsed: ParsedInput | undefined = line.kind === 'help' ? undefined : parseInput(command, line.args);
    if (parsed === undefined || parsed.help) {
      const text = commandHelp(command);
      return await give(host, { json: helpJson([command]), text: () => text }, line.json);
    }
    const answer = await runCommand(host, command, parsed);
    return await give(host, answer, parsed.json);
  } catch (error) {
    return await fail(host, error, line.json, command);
  }
}
