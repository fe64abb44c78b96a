import { setTimeout as wait } from 'node:timers/promises';
import type { StoreNode } from './nodes.ts';
import type { Listing } from './TreeSource.ts';

/** Milliseconds that the other stores wait for one. */
const PATIENCE = 500;

/**
 * Readings of stores that are opened. VS Code opens no other node of a tree before all that stand open at first are read: a store
 * that is slow to answer, or that answers never, must not hold it up.
 */
export class FirstReads {
  readonly #coming = new WeakMap<StoreNode, Promise<Listing>>();
  readonly #done = new WeakSet<StoreNode>();

  /**
   * What is in a store; undefined where that is still to come.
   * @param ready called once it has come, to be asked again
   */
  async read(node: StoreNode, read: () => Promise<Listing>, ready: () => void): Promise<Listing | undefined> {
    if (this.#done.has(node)) return read();
    const known = this.#coming.get(node);
    const coming = known ?? read();
    this.#coming.set(node, coming);
    const ended = coming.then(
      () => false,
      () => false,
    );
    if (await Promise.race([ended, wait(PATIENCE, true, { ref: false })])) {
      if (!known) void ended.then(ready);
      return undefined;
    }
    this.#done.add(node);
    this.#coming.delete(node);
    return coming;
  }
}
