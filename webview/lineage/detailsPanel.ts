/** Keeps the details of the selected node on show, with what the host knows of it once that has come. */
import type { Pairing, Seen } from '../../src/core/lineage/lens.ts';
import type { LineageIndex } from '../../src/core/lineageReach.ts';
import type { ViewNode } from '../../src/core/lineageView.ts';
import type { LineageDetails } from '../../src/protocol/lineage.ts';
import { renderDetails } from './chrome/details.ts';
import { pairsOf } from './chrome/differences.ts';
import type { Commands } from './commands.ts';
import type { Session } from './session.ts';

/** Runs that are asked for what they were configured with. */
const MOST_CONFIGS = 20;

interface Shown {
  readonly node: ViewNode;
  readonly index: LineageIndex;
  readonly seen: Seen;
  readonly pairing: Pairing | undefined;
}

export class DetailsPanel {
  readonly #parent: HTMLElement;
  readonly #session: Session;
  readonly #commands: Commands;
  #shown: Shown | undefined;
  #more: LineageDetails | undefined;
  #asking: AbortController | undefined;
  /** Configs of runs that differ. */
  readonly #configs = new Map<string, string>();

  constructor(parent: HTMLElement, session: Session, commands: Commands) {
    this.#parent = parent;
    this.#session = session;
    this.#commands = commands;
  }

  /** Shows a node; the same one again brings it up to date. */
  show(shown: Shown | undefined): void {
    if (shown?.node.id !== this.#shown?.node.id) this.#more = undefined;
    this.#shown = shown;
    this.#asking?.abort();
    this.#render(undefined);
    if (shown?.node.shape !== 'instance') return;
    const { id, kind, deleted } = shown.node.node;
    // Nothing more is known of a run that was deleted.
    if (kind === 'version' || !deleted) void this.#ask(id);
    if (shown.pairing?.kind === 'compare') void this.#askConfigs(shown.pairing, shown.seen);
  }

  async #ask(id: Parameters<Session['details']>[0]): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const more = await this.#session.details(id, asking.signal);
      if (asking.signal.aborted) return;
      this.#more = more;
      this.#render(undefined);
    } catch (error) {
      if (!asking.signal.aborted) this.#render(error instanceof Error ? error.message : String(error));
    }
  }

  /** Of the runs that are compared, the nearest first. */
  async #askConfigs(pairing: Pairing, seen: Seen): Promise<void> {
    const { signal } = (this.#asking ??= new AbortController());
    const runs = pairsOf(pairing, seen)
      .flatMap(({ left, right }) => [left, right])
      .filter(node => node?.kind === 'run' && !node.deleted && !this.#configs.has(node.id))
      .slice(0, MOST_CONFIGS);
    for (const run of runs) {
      if (!run || signal.aborted) return;
      const details = await this.#session.details(run.id, signal).catch(() => undefined);
      if (details?.kind === 'run') this.#configs.set(run.id, details.config);
    }
    if (!signal.aborted) this.#render(undefined);
  }

  #render(failure: string | undefined): void {
    const shown = this.#shown;
    renderDetails(
      this.#parent,
      shown && { ...shown, configs: this.#configs, more: this.#more, failure },
      this.#commands,
    );
  }
}
