import { EventEmitter } from 'vscode';
import type { Disposable, Memento } from 'vscode';

const PINS = 'amphora.pins';

/** A pinned artifact, by what a person would call it: ids do not survive another store. */
export interface Pin {
  /** As a remote store was added; empty for the local one. */
  readonly store: string;
  readonly project: string;
  readonly artifact: string;
}

/** What a person arranged in the views: filters (for this session) and pins (of the workspace). */
export class ViewState implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<'artifacts' | 'runs'>();
  #artifactFilter = '';
  #runFilter = '';

  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get artifactFilter(): string {
    return this.#artifactFilter;
  }

  set artifactFilter(filter: string) {
    if (filter === this.#artifactFilter) return;
    this.#artifactFilter = filter;
    this.#changed.fire('artifacts');
  }

  get runFilter(): string {
    return this.#runFilter;
  }

  set runFilter(filter: string) {
    if (filter === this.#runFilter) return;
    this.#runFilter = filter;
    this.#changed.fire('runs');
  }

  get pins(): readonly Pin[] {
    const stored: unknown = this.#memory.get(PINS);
    return Array.isArray(stored) ? stored.flatMap(parsePin) : [];
  }

  isPinned(pin: Pin): boolean {
    return this.pins.some(other => same(pin, other));
  }

  async pin(pin: Pin): Promise<void> {
    await this.#setPins([...this.pins.filter(other => !same(pin, other)), pin]);
  }

  async unpin(pin: Pin): Promise<void> {
    await this.#setPins(this.pins.filter(other => !same(pin, other)));
  }

  async #setPins(pins: readonly Pin[]): Promise<void> {
    await this.#memory.update(PINS, pins);
    this.#changed.fire('artifacts');
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function same(a: Pin, b: Pin): boolean {
  return a.store === b.store && a.project === b.project && a.artifact === b.artifact;
}

/** None where it is not a pin. One from before there were several stores is of the local one. */
function parsePin(value: unknown): readonly Pin[] {
  const { store = '', project, artifact } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isPin = typeof store === 'string' && typeof project === 'string' && typeof artifact === 'string';
  return isPin ? [{ store, project, artifact }] : [];
}
