import type { PageAddress } from '../../core/pageAddress.ts';
import { addressOfRequest, pageOf } from '../panels/addressOf.ts';
import type { PagePlace } from '../panels/PagePanel.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import { isRequest, nodesOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findSubject } from './findSubject.ts';

/** A page, and the store that it is of. */
export interface FoundPage {
  readonly connection: StoreConnection;
  readonly address: PageAddress;
}

/**
 * The pages a command is about: those of the selected nodes, the one a request names by `{ path | version | run | project, store? }`,
 * else the page in front, else that of a project which a person picks.
 * @param depsOf what it is made of for each of them
 * @param front the page in front, if one is
 */
export async function findPages(
  depsOf: (target: unknown) => AskingDeps,
  front: PagePlace | undefined,
  {
    target,
    selected,
    title,
  }: { readonly target: unknown; readonly selected: unknown; readonly title: string },
): Promise<readonly FoundPage[]> {
  const nodes = nodesOf(target, selected);
  if (nodes.length === 0 && !isRequest(target) && front) {
    return [{ connection: depsOf({ store: front.store }).connection, address: front.address }];
  }
  const found = await Promise.all(
    (nodes.length > 0 ? nodes : [target]).map(async each => {
      const deps = depsOf(each);
      const asked = addressOfRequest(each);
      const subject = asked ? undefined : await findSubject(deps, each, title);
      const address = asked ?? (subject && pageOf(subject));
      return address && { connection: deps.connection, address };
    }),
  );
  return found.filter(page => page !== undefined);
}
