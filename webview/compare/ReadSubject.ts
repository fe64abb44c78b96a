import type { TemplateResult } from 'lit';
import type { CompareAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { CompareContract } from '../../src/protocol/pages/compare.ts';
import type { Tab } from '../parts/frame.ts';
import type { Choice } from '../parts/picker.ts';
import { Resource } from '../parts/resource.ts';
import type { Face, Subject } from './subject.ts';

type Place = Pick<CompareAddress, 'entity' | 'project'>;

/** What the store answers: what there is of the things that were asked for, and the labels of the others. */
interface Answer {
  readonly gone: readonly string[];
}

export interface Asked extends Place {
  readonly items: string[];
}

/** Things of one kind that are read by their labels, whichever they are. */
export abstract class ReadSubject<A extends Answer, Thing, Rows> implements Subject {
  protected readonly place: Place;
  protected readonly client: Client<CompareContract>;
  protected items: readonly string[] = [];
  readonly #read: Resource<A>;
  #made: { readonly from: A; readonly labels: string; readonly rows: Rows } | undefined;

  constructor(client: Client<CompareContract>, { entity, project }: Place, update: () => void) {
    this.client = client;
    this.place = { entity, project };
    this.#read = new Resource(signal => this.read({ ...this.place, items: [...this.items] }, signal), update);
  }

  abstract readonly title: string;
  abstract readonly tabs: readonly Tab[];
  abstract face(item: string): Face;
  abstract choices(text: string, signal: AbortSignal): Promise<readonly Choice[]>;
  abstract content(tab: string): TemplateResult;

  protected abstract read(asked: Asked, signal: AbortSignal): Promise<A>;
  /** A thing by the label that it was asked for by. */
  protected abstract find(answer: A, item: string): Thing | undefined;
  protected abstract makeRows(things: readonly Thing[]): Rows;

  protected get answer(): A | undefined {
    return this.#read.value;
  }

  /** In the order of the page's head. Those that are still asked for come soon; those that were taken away are there no more. */
  protected get things(): readonly Thing[] {
    const { answer } = this;
    return answer ? this.items.flatMap(item => this.find(answer, item) ?? []) : [];
  }

  /** The same while nothing else is compared. */
  protected get rows(): Rows {
    const { answer } = this;
    if (!answer) return this.makeRows([]);
    const labels = this.items.filter(item => this.find(answer, item) !== undefined).join('\n');
    if (this.#made?.from !== answer || this.#made.labels !== labels) {
      this.#made = { from: answer, labels, rows: this.makeRows(this.things) };
    }
    return this.#made.rows;
  }

  protected isGone(item: string): boolean {
    return this.answer?.gone.includes(item) === true;
  }

  get isKnown(): boolean {
    return this.answer !== undefined;
  }

  get failure(): string | undefined {
    return this.#read.failure;
  }

  show(items: readonly string[]): void {
    this.items = items;
    this.#read.load();
  }

  refresh(): void {
    this.#read.refresh();
  }

  dispose(): void {
    this.#read.dispose();
  }
}
