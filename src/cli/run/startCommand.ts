/** Runs a command as a child that shares our terminal. */
import { spawn } from 'node:child_process';
import tty from 'node:tty';
import { AmphoraError } from '../../core/errors.ts';
import type { Interrupts } from '../interrupts.ts';
import { signalExitCode } from '../interrupts.ts';
import { systemProblem } from '../../store/systemError.ts';

export interface CommandStart {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  /** Sends the command's output to our standard error, because ours carries an answer. */
  readonly quiet: boolean;
  readonly interrupts: Interrupts;
}

export interface CommandEnd {
  /** As a shell would report it: 128 and the signal's number for a command that one ended. */
  readonly exitCode: number;
  /** Whether someone stopped it: it failed after a signal, or died of one that asks to stop. */
  readonly stopped: boolean;
  /** Why it never ran. */
  readonly failure?: AmphoraError;
}

const STOPPING: readonly (NodeJS.Signals | null)[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'];

function startFailure(command: string, error: NodeJS.ErrnoException): CommandEnd {
  if (error.code === 'ENOENT') {
    const failure = new AmphoraError('command-not-found', { command }, { cause: error });
    return { exitCode: 127, stopped: false, failure };
  }
  const problem = systemProblem(error);
  const failure = new AmphoraError('command-not-started', { command, problem }, { cause: error });
  return { exitCode: 126, stopped: false, failure };
}

/**
 * Runs it to its end. Signals that reach us are passed on, and we wait for what the command makes of them; a
 * Ctrl-C typed at a terminal has reached the command already, as it is in the same group.
 */
export function runCommandLine(start: CommandStart): Promise<CommandEnd> {
  const [program = '', ...args] = start.command;
  return new Promise(resolve => {
    let end: (outcome: CommandEnd) => void = resolve;
    let child: ReturnType<typeof spawn>;
    try {
      child = spawn(program, args, {
        cwd: start.folder,
        env: start.env,
        stdio: ['inherit', start.quiet ? 2 : 'inherit', 'inherit'],
      });
    } catch (error) {
      // Node refuses a NUL or an empty name before it asks the system.
      resolve(startFailure(program, error as NodeJS.ErrnoException));
      return;
    }
    let interrupted = false;
    const takeBack = start.interrupts.handOver(signal => {
      interrupted = true;
      if (signal !== 'SIGINT' || !tty.isatty(0)) child.kill(signal);
    });
    end = outcome => {
      takeBack();
      resolve(outcome);
    };
    child.once('error', error => {
      end(startFailure(program, error));
    });
    child.once('exit', (code, signal) => {
      const exitCode = signal === null ? (code ?? 1) : signalExitCode(signal);
      end({ exitCode, stopped: exitCode !== 0 && (interrupted || STOPPING.includes(signal)) });
    });
  });
}
