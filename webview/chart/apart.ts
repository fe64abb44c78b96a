import type { Plot } from './plot.ts';

/** px from name to name. */
const LEADING = 14;

/** Places moved as far from each other as text needs, between the top and the bottom. @param wanted in rising order */
export function apart(
  wanted: readonly number[],
  { top, bottom }: Pick<Plot, 'top' | 'bottom'>,
): readonly number[] {
  const places = [...wanted];
  let free = top;
  for (const [i, place] of places.entries()) {
    places[i] = Math.max(place, free);
    free = places[i] + LEADING;
  }
  free = bottom;
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.min(places[i] ?? 0, free);
    free = (places[i] ?? 0) - LEADING;
  }
  return places;
}
