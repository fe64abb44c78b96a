import type { TemplateResult } from 'lit';

/** A column of a grid. */
export interface Column<Row> {
  /** Unique in its grid; what a sort names. */
  readonly key: string;
  /** What stands at its head. */
  readonly label: string;
  /** px at first; a person may change it. */
  readonly width: number;
  /** Takes what room is left, in equal parts with others that do. */
  readonly grows?: boolean;
  /** Numbers stand at the end. */
  readonly end?: boolean;
  readonly sortable?: boolean;
  /** Set in the editor's font. */
  readonly code?: boolean;
  readonly cell: (row: Row) => TemplateResult | string;
  /** More of what stands at its head, such as a link, in place of the label. */
  readonly head?: () => TemplateResult;
  /** A class of the page's own for a cell. */
  readonly cellClass?: (row: Row) => string;
  /** Said on hovering; what does not fit can be read there. */
  readonly title?: (row: Row) => string;
}

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

/** How rows lie within each other. */
export interface Tree<Row> {
  /** 0 for the outermost. */
  level(row: Row): number;
  /** Whether what is in it is shown; undefined where nothing is in it. */
  isOpen(row: Row): boolean | undefined;
  toggle(row: Row): void;
}

const NARROWEST = 40;

/** Widths that a person chose, by the columns' keys. */
export class Widths {
  readonly #chosen = new Map<string, number>();

  of({ key, width }: Column<never>): number {
    return this.#chosen.get(key) ?? width;
  }

  set(key: string, width: number): void {
    this.#chosen.set(key, Math.max(NARROWEST, Math.round(width)));
  }

  /** The columns as a track list of CSS. */
  tracks(columns: readonly Column<never>[]): string {
    return columns
      .map(column => {
        const width = `${String(this.of(column))}px`;
        return column.grows === true && !this.#chosen.has(column.key) ? `minmax(${width}, 1fr)` : width;
      })
      .join(' ');
  }
}
