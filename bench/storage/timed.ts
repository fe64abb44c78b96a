import { spawnSync } from 'node:child_process';

/** A line of bash; its arguments are `$1`, `$2`, … */
export interface Command {
  readonly script: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Seconds of a whole command with everything that it started. */
export interface Times {
  readonly wall: number;
  /** User and system time of all its processes and threads. */
  readonly cpu: number;
}

/** Runs a command and measures it with bash's own `time`, the one way to learn the CPU time of children. */
export function timed(command: Command): Times {
  const script = `TIMEFORMAT='%R %U %S'; { time { ${command.script}; } >/dev/null 2>&4; } 4>&2 2>&3`;
  const { status, signal, stderr, output } = spawnSync('bash', ['-c', script, 'bench', ...command.args], {
    cwd: command.folder,
    env: { ...process.env, ...command.env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(
      `Ended with ${signal ?? status}: ${command.script} (${command.args.join(', ')})\n${stderr}`,
    );
  }
  const [wall = NaN, user = NaN, system = NaN] = (output[3] ?? '').trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system };
}
