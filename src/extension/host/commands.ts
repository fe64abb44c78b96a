import { commands } from 'vscode';
import type { Disposable } from 'vscode';
import type { CommandId } from '../contributions/commands.ts';

/** A command's handler; arguments come from menus, other extensions or tests and are checked by the handler. */
export type Handler = (...args: readonly unknown[]) => unknown;

export type Handlers = Readonly<Record<CommandId, Handler>>;

/** Registers every command of the table; one that lacks a handler does not compile. `guard` wraps each call. */
export function registerCommands(
  handlers: Handlers,
  guard: (id: CommandId, handler: Handler) => Handler,
): readonly Disposable[] {
  return (Object.entries(handlers) as [CommandId, Handler][]).map(([id, handler]) =>
    commands.registerCommand(id, guard(id, handler)),
  );
}

/** Runs one of our commands. */
export async function runCommand(id: CommandId, ...args: readonly unknown[]): Promise<unknown> {
  return commands.executeCommand(id, ...args);
}
