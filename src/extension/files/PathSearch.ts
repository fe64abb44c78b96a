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
      const rest = limit - best.length;
      if (rest <= 0) break;
      best.push(...(words.length === 0 ? indices : this.#shortest(indices, rest)).slice(0, rest));
    }
    return { best, total };
  }

  /** At least so many, those of short paths: they are nearer to what was typed. Those as long stay in their order. */
  #shortest(indices: readonly number[], count: number): readonly number[] {
    const byLength: (number[] | undefined)[] = [];
    for (const index of indices) (byLength[this.#paths[index]?.text.length ?? 0] ??= []).push(index);
    const shortest: number[] = [];
    for (const same of byLength) {
      if (shortest.length >= count) break;
      for (const index of same ?? []) shortest.push(index);
    }
    return shortest;
  }
}
