import { COMMANDS, TRUSTED } from '../contributions/commands.ts';
import type { CommandId } from '../contributions/commands.ts';
import type { CommandDefinition } from '../contributions/types.ts';
import { showError } from '../errors/showError.ts';
import { runCommand } from '../host/commands.ts';
import type { Handler } from '../host/commands.ts';
import type { Log } from '../host/Log.ts';
import { checkTrust } from '../host/trust.ts';
import { isRequest } from './arguments.ts';

/**
 * Wraps a handler: a person is shown the failure, a caller with a request gets it; cancelling shows nothing.
 * What changes anything does not run in restricted mode, whoever calls it.
 */
export function guarded(log: Log): (id: CommandId, handler: Handler) => Handler {
  return (id, handler) => {
    const { enablement, palette }: CommandDefinition = COMMANDS[id];
    return async (...args) => {
      if (enablement === TRUSTED && !checkTrust()) return undefined;
      try {
        return await handler(...args);
      } catch (error) {
        if (isRequest(args[0])) throw error;
        showError(error, log, palette === true ? () => runCommand(id) : undefined);
        return undefined;
      }
    };
  };
}
