/** A rectangle to pack and, once packed, its top left corner. */
export interface Parcel {
  readonly width: number;
  readonly height: number;
  /** Where its content was, if it was there before. */
  readonly before: { readonly left: number; readonly top: number; readonly bottom: number } | undefined;
  x: number;
  y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much larger than the tightest packing one may be that keeps parcels in the order they were in. */
const KEPT_AT = 1.3;

/**
 * Puts parcels on shelves, the tallest first (next-fit decreasing height: Coffman, Garey, Johnson and Tarjan
 * 1980), aiming at a picture of the given proportions; or in the order they were in before, if that costs
 * little room. Sets x and y and returns the size of the picture.
 */
export function pack(parcels: readonly Parcel[], gap: number, aspectRatio: number): Size {
  // Array.prototype.sort is stable: equal parcels stay in the order of the input.
  const tallestFirst = [...parcels].sort((a, b) => b.height - a.height);
  if (!parcels.some(p => p.before)) return shelve(tallestFirst, gap, aspectRatio);
  const inOldOrder = formerOrder(tallestFirst, gap);
  const tight = shelve(tallestFirst, gap, aspectRatio);
  const kept = shelve(inOldOrder, gap, aspectRatio);
  if (kept.width * kept.height <= KEPT_AT * tight.width * tight.height) return kept;
  return shelve(tallestFirst, gap, aspectRatio);
}

/** Shelf by shelf as they stood, each from left to right; what is new goes last. */
function formerOrder(parcels: readonly Parcel[], gap: number): Parcel[] {
  const old = parcels.flatMap(parcel => (parcel.before ? [{ parcel, ...parcel.before, shelf: 0 }] : []));
  old.sort((a, b) => a.top - b.top);
  let shelf = 0;
  let bottom = -Infinity;
  for (const each of old) {
    // A parcel may be larger than the nodes in it, so only a whole gap tells shelves apart.
    if (each.top > bottom + gap - 1) shelf++;
    bottom = Math.max(bottom, each.bottom);
    each.shelf = shelf;
  }
  old.sort((a, b) => a.shelf - b.shelf || a.left - b.left);
  return [...old.map(({ parcel }) => parcel), ...parcels.filter(parcel => !parcel.before)];
}

function shelve(parcels: readonly Parcel[], gap: number, aspectRatio: number): Size {
  let area = 0;
  let widest = 0;
  for (const p of parcels) {
    area += (p.width + gap) * (p.height + gap);
    widest = Math.max(widest, p.width);
  }
  const limit = Math.max(widest, Math.sqrt(area * aspectRatio));
  const size = { width: 0, height: 0 };
  let x = 0;
  let shelf = 0;
  for (const p of parcels) {
    if (x > 0 && x + p.width > limit) {
      x = 0;
      shelf = size.height + gap;
    }
    p.x = x;
    p.y = shelf;
    x += p.width + gap;
    size.width = Math.max(size.width, p.x + p.width);
    size.height = Math.max(size.height, p.y + p.height);
  }
  return size;
}
