import type { Command } from './timed.ts';

/** Where one contender works in one round. Everything lies on one file system. */
export interface Place {
  /** The round's own folder, empty at first but for `data`. */
  readonly root: string;
  /** The folder to log, inside `root`. */
  readonly data: string;
  /** Where the files are restored to; some contenders restore `data` itself. */
  readonly restored: string;
}

/** Something that keeps versions of a folder, driven from outside as a person would. */
export interface Contender {
  readonly name: string;
  /** Makes an empty store where logging does not make it itself; not measured. */
  prepare?(place: Place): void;
  /** Keeps `data` as it is now as a version. Logging again, and logging a change, is the same command. */
  log(place: Place): Command;
  /** The folder that the newest version is restored to; empty or with the right files in it already. */
  target(place: Place): string;
  restore(place: Place): Command;
}

/** `log`, and then everything on the disk: what a power cut right afterwards would leave. */
export function durable(command: Command): Command {
  return { ...command, script: `${command.script} && sync -f .` };
}
