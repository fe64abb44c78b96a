import type { Disposable } from 'vscode';

/** Owns disposables; once disposed, disposes what comes late at once. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<{ dispose(): unknown }>();
  #disposed = false;

  add<T extends { dispose(): unknown }>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    const items = [...this.#items].reverse();
    this.#items.clear();
    for (const item of items) item.dispose();
  }
}
