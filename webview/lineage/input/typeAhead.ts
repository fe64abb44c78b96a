/** Goes to nodes by the letters of their names, as VS Code's lists do. */
import { partsOf, titleOf } from '../model/labels.ts';
import type { PlacedBox, Scene } from '../../../src/picture/scene.ts';

/** A letter typed later than this after the last begins anew. ms */
const PAUSE = 800;

export class TypeAhead {
  #text = '';
  #last = 0;

  /** Whether a letter typed now goes on with what was typed before. @param now ms */
  isOpen(now: number): boolean {
    return this.#text !== '' && now - this.#last < PAUSE;
  }

  /** Adds a letter and gives all that was typed. @param now ms */
  type(letter: string, now: number): string {
    this.#text = this.isOpen(now) ? this.#text + letter : letter;
    this.#last = now;
    return this.#text;
  }

  /** The next letter begins anew. */
  reset(): void {
    this.#text = '';
  }
}

export interface Found {
  readonly box: PlacedBox;
  /** Which it is of how many, from left to right, counted from 1. */
  readonly at: number;
  readonly count: number;
}

/**
 * The next node whose name or label begins with the text, or contains it where none does. The first letter leads on
 * from where one is, also when it is typed again; more letters keep to a node as long as it fits.
 */
export function findByText(scene: Scene, from: string | undefined, text: string): Found | undefined {
  const letters = [...text];
  const [first = ''] = letters;
  const inOrder = [...scene.boxes].sort((a, b) => a.x - b.x || a.y - b.y);
  const isRepeated = letters.length > 1 && letters.every(letter => letter === first);
  const whole = matches(inOrder, text, !isRepeated);
  const goesOn = letters.length === 1 || (isRepeated && whole.length === 0);
  const fits = goesOn ? matches(inOrder, first, true) : whole;
  const start = inOrder.findIndex(box => box.id === from) + (goesOn ? 1 : 0);
  const box = fits.find(each => inOrder.indexOf(each) >= start) ?? fits[0];
  return box && { box, at: fits.indexOf(box) + 1, count: fits.length };
}

function matches(boxes: readonly PlacedBox[], text: string, alsoInside: boolean): readonly PlacedBox[] {
  const sought = folded(text);
  const begin = boxes.filter(box => namesOf(box).some(name => name.startsWith(sought)));
  if (begin.length > 0 || !alsoInside) return begin;
  return boxes.filter(box => namesOf(box).some(name => name.includes(sought)));
}

/** The whole label, and the name without the type before it. */
function namesOf({ view }: PlacedBox): readonly string[] {
  const title = folded(titleOf(view));
  return view.shape === 'group' ? [title] : [folded(partsOf(view.node).name), title];
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
