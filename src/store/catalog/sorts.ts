/** Orders of a listing, each with the cursor that goes on in it. */
import type { RawBuilder } from 'kysely';
import type { CursorKeys } from './cursor.ts';

export interface Sort<Row> {
  readonly order: RawBuilder<unknown>;
  /** What comes after these keys, of which there are two. */
  readonly after: (keys: CursorKeys) => RawBuilder<boolean>;
  readonly keys: (row: Row) => CursorKeys;
}

/** The catalog's `lower()`, which knows ASCII only. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}
