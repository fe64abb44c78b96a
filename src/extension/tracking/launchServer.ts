import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import * as v from 'valibot';
import { ERROR_TEMPLATES } from '../../core/errorTemplates.ts';
import { AmphoraError, errorFromJson } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';
import { serverLogFile } from '../../store/local/serverRecord.ts';
import { systemProblem } from '../../store/systemError.ts';

const Ready = v.object({ url: v.string() });
const Failure = v.object({
  error: v.object({
    code: v.custom<ErrorCode>(code => typeof code === 'string' && Object.hasOwn(ERROR_TEMPLATES, code)),
    data: v.record(v.string(), v.union([v.string(), v.number()])),
    nearest: v.array(v.string()),
    known: v.array(v.string()),
  }),
});

/**
 * Starts a server that outlives this window, and resolves when it answers.
 * @param cli the command line's program
 * @param idleExit seconds after which it ends if no window and no run needs it
 * @throws AmphoraError `server-running` where another window was quicker, `server-not-started`, or what the server says
 */
export async function launchServer(cli: string, store: string, idleExit: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [cli, 'serve', '--store', store, '--idle-exit', String(idleExit), '--json'],
    {
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: serverEnvironment(),
    },
  );
  try {
    await ready(child, store);
  } finally {
    // From here on it lives on its own: neither the pipes nor the child keep this process, or are kept by it.
    child.stdout.destroy();
    child.stderr.destroy();
    child.unref();
  }
}

/** VS Code's program becomes Node by the one variable; the others would steer what the server itself starts. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|WANDB_)/.test(name));
  return { ...Object.fromEntries(own), ELECTRON_RUN_AS_NODE: '1' };
}

function ready(child: ChildProcess, store: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const [line] = output.split('\n', 1);
      if (output.includes('\n') && parses(Ready, line ?? '')) resolve();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000);
    });
    const fail = (problem: string) => {
      const data = { path: store, problem, log: serverLogFile(store) };
      reject(new AmphoraError('server-not-started', data));
    };
    child.once('error', error => {
      fail(systemProblem(error));
    });
    child.once('close', (code, signal) => {
      const failure = parses(Failure, output)?.error;
      if (failure) reject(errorFromJson(failure));
      else
        fail(said.trim() === '' ? `exit ${String(code ?? signal)}` : (said.trim().split('\n').at(-1) ?? ''));
    });
  });
}

function parses<T extends v.GenericSchema>(schema: T, text: string): v.InferOutput<T> | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
