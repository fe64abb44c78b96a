import { PagedList, type Stretch } from '../parts/pagedList.ts';

/** A listing by a question that a person changes: what was found before stays until the answer to the next one comes. */
export class QueryList<Query, Row> {
  readonly #ask: (query: Query, cursor: string | undefined, signal: AbortSignal) => Promise<Stretch<Row>>;
  readonly #keyOf: (row: Row) => unknown;
  readonly #changed: () => void;
  #query: Query;
  #list: PagedList<Row>;
  #before: readonly Row[] | undefined;

  constructor(
    query: Query,
    ask: (query: Query, cursor: string | undefined, signal: AbortSignal) => Promise<Stretch<Row>>,
    keyOf: (row: Row) => unknown,
    changed: () => void,
  ) {
    this.#query = query;
    this.#ask = ask;
    this.#keyOf = keyOf;
    this.#changed = changed;
    this.#list = this.#listOf(query);
  }

  get query(): Query {
    return this.#query;
  }

  /** What to show; unset until anything came. */
  get rows(): readonly Row[] | undefined {
    return this.#list.rows ?? (this.#list.failure === undefined ? this.#before : undefined);
  }

  get list(): PagedList<Row> {
    return this.#list;
  }

  change(change: Partial<Query>): void {
    this.#before = this.rows;
    this.#list.dispose();
    this.#query = { ...this.#query, ...change };
    this.#list = this.#listOf(this.#query);
    this.#list.need();
    this.#changed();
  }

  dispose(): void {
    this.#list.dispose();
  }

  #listOf(query: Query): PagedList<Row> {
    return new PagedList((cursor, signal) => this.#ask(query, cursor, signal), this.#keyOf, this.#changed);
  }
}
