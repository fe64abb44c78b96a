import { Crosshair } from '../../chart/crosshair.ts';

/** One crosshair for all charts that have the same along their x-axis. */
export class Crosshairs {
  readonly #all = new Map<string, Crosshair>();

  /** @param key of an axis */
  of(key: string): Crosshair {
    const known = this.#all.get(key) ?? new Crosshair();
    this.#all.set(key, known);
    return known;
  }
}
