/** Which of many paths people mean by a few letters, quickly for 100,000 of them. */

/** How well a word fits, the best first: it is the name, begins it, is in it, is in the path, or has its letters there. */
const FITS = { name: 0, nameStart: 1, inName: 2, inPath: 3, letters: 4, none: 5 } as const;
type Fit = (typeof FITS)[keyof typeof FITS];

interface Path {
  readonly text: string;
  /** Where its last part begins. */
  readonly name: number;
}

/** Whether all letters of a word come in this order. */
function hasLetters(text: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function fitOf({ text, name }: Path, word: string): Fit {
  const last = text.lastIndexOf(word);
  if (last >= name) {
    if (!text.startsWith(word, name)) return FITS.inName;
    return text.length - name === word.length ? FITS.name : FITS.nameStart;
  }
  if (last >= 0) return FITS.inPath;
  return hasLetters(text, word) ? FITS.letters : FITS.none;
}

export interface Findings {
  /** Indices of paths, best first. */
  readonly best: readonly number[];
  /** Paths that fit at all. */
  readonly total: number;
}

/** Paths of a list, looked at again for each letter that is typed. */
export class PathSearch {
  readonly #paths: readonly Path[];

  constructor(paths: readonly string[]) {
    this.#paths = paths.map(path => {
      const text = path.toLowerCase().normalize('NFC');
      return { text, name: text.lastIndexOf('/') + 1 };
    });
  }

  /** The best paths that hold every word of a text, whatever their case; the first ones where it is empty. */
  find(text: string, limit: number): Findings {
    const words = text
      .toLowerCase()
      .normalize('NFC')
      .split(/\s+/)
      .filter(word => word !== '');
    const fits: number[][] = Array.from({ length: FITS.none }, () => []);
    let total = 0;
    this.#paths.forEach((path, index) => {
      let worst: number = FITS.name;
      for (const word of words) worst = Math.max(worst, fitOf(path, word));
      if (worst === FITS.none) return;
      total++;
      fits[worst]?.push(index);
    });
    const best: number[] = [];
    for (const indices of fits) {
      // Short paths are nearer to what was typed; those that are as long stay in their order.
      if (words.length > 0) indices.sort((a, b) => this.#length(a) - this.#length(b) || a - b);
      best.push(...indices.slice(0, limit - best.length));
      if (best.length >= limit) break;
    }
    return { best, total };
  }

  #length(index: number): number {
    return this.#paths[index]?.text.length ?? 0;
  }
}
