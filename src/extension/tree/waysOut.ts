import { isAmphoraError } from '../../core/errors.ts';
import type { ActionNode, StoreNode } from './nodes.ts';

/** What can be done where a store cannot be opened. */
export function waysOut(parent: StoreNode, error: unknown): readonly ActionNode[] {
  return actionsFor(parent, error).map(action => {
    return { kind: 'action', id: `${parent.id}/action:${action}`, parent, action };
  });
}

function actionsFor({ connection }: StoreNode, error: unknown): readonly ActionNode['action'][] {
  if (connection.name === '') return ['settings', 'retry', 'log'];
  return isAmphoraError(error, 'remote-key-refused') ? ['signIn', 'retry'] : ['retry'];
}
