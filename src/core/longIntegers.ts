/**
 * Numbers in JSON that no double holds: integers beyond 2^53, and what is beyond the largest double. They are read and written as
 * marked texts: by `JSON.parse` and `JSON.stringify`, in which a function for each value takes ten times as long and a hundred bytes
 * for each, which a hostile document has millions of.
 */

/** Digits of the longest integer that is read as one: those that Python reads. Longer ones would take long. */
export const MAX_DIGITS = 4300;

/** What such an integer has where a number may begin; a fraction of as many digits is none. Quick to look for. */
const MANY_DIGITS = /[-\s:,[]\d{16}/;
const MANY_DIGITS_ALONE = /^\d{16}/;
/** What numbers of fewer digits need to be beyond the largest double. Looks back only from what may be an exponent. */
const LARGE_EXPONENT = /(?<=(?:^|[-\s:,[])\d+(?:\.\d+)?)[eE]\+?\d{3}/;

/** Whether there may be such an integer in a JSON text: one that has none is written as ever. */
export function mayHaveLong(text: string): boolean {
  return MANY_DIGITS.test(text) || MANY_DIGITS_ALONE.test(text);
}

/** Whether there may be any such number in a JSON text: one that has none is read as ever. */
export function mayHaveUnheld(text: string): boolean {
  return mayHaveLong(text) || LARGE_EXPONENT.test(text);
}

const CANDIDATE =
  /(?<=^|[\s:,[])-?(?:[1-9]\d{15,}(?:\.\d+)?(?:[eE]\+?\d+)?|(?:0|[1-9]\d*)(?:\.\d+)?[eE]\+?\d{3,})(?![\d.eE])/g;

/** Whether a number of JSON is an integer beyond 2^53. */
export function isLong(source: string): boolean {
  return /^-?\d{16,}$/.test(source) && !Number.isSafeInteger(Number(source));
}

/** Whether a number of JSON is one that a double would not keep. */
const isUnheld = (source: string): boolean => isLong(source) || !Number.isFinite(Number(source));

export const digitsOf = (source: string): number => source.length - (source.startsWith('-') ? 1 : 0);

/** Nobody can guess it: no text of a document begins with it. */
const MARK = Array.from(crypto.getRandomValues(new Uint32Array(4)), part => part.toString(36)).join('-');
const MARKED = new RegExp(`"${MARK}:([^"]*)"`, 'g');

const mark = (number: string): string => `${MARK}:${number}`;
const unmark = (text: string): string => text.slice(MARK.length + 1);

/** Where the text that begins at a quote ends. */
export function endOfText(json: string, start: number): number {
  for (let i = start + 1; i < json.length; i++) {
    if (json[i] === '\\') i++;
    else if (json[i] === '"') return i;
  }
  return json.length;
}

function nextText(json: string, from: number): { readonly start: number; readonly end: number } {
  const start = json.indexOf('"', from);
  return start < 0 ? { start: Infinity, end: Infinity } : { start, end: endOfText(json, start) };
}

/** Puts each number that no double holds into an array with a marked text: as the name of a field, which it must not be, neither is JSON. */
function withMarks(json: string): string {
  const parts: string[] = [];
  let copied = 0;
  let text = nextText(json, 0);
  for (const { 0: source, index } of json.matchAll(CANDIDATE)) {
    while (text.end < index) text = nextText(json, text.end + 1);
    if (text.start < index || !isUnheld(source)) continue;
    parts.push(json.slice(copied, index), `["${mark(source)}"]`);
    copied = index + source.length;
  }
  return parts.join('') + json.slice(copied);
}

type Holder = unknown[] | Record<string, unknown>;

/** The number that a value stands for, as a text where it is none that a program has; undefined for all others. */
function numberOf(value: Holder): bigint | string | undefined {
  const [marked] = Array.isArray(value) && value.length === 1 ? value : [];
  if (typeof marked !== 'string' || !marked.startsWith(MARK)) return undefined;
  const source = unmark(marked);
  return isLong(source) && digitsOf(source) <= MAX_DIGITS ? BigInt(source) : source;
}

/** Puts numbers in the place of what stands for them. */
function restore(root: unknown[]): void {
  const holders: Holder[] = [root];
  const look = (holder: Holder, key: number | string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const number = numberOf(value as Holder);
    if (number === undefined) holders.push(value as Holder);
    else (holder as Record<number | string, unknown>)[key] = number;
  };
  for (let holder = holders.pop(); holder; holder = holders.pop()) {
    if (Array.isArray(holder)) for (let i = 0; i < holder.length; i++) look(holder, i, holder[i]);
    else for (const key of Object.keys(holder)) look(holder, key, holder[key]);
  }
}

/** Reads JSON; long integers as bigints, those of too many digits and what is beyond the largest double as texts. @throws SyntaxError */
export function parseLong(json: string): unknown {
  const root: unknown[] = [JSON.parse(withMarks(json))];
  restore(root);
  return root[0];
}

/** A copy in which marked texts stand for bigints, and for doubles that would be read as such. */
function marked(value: unknown): unknown {
  if (typeof value === 'bigint') return mark(String(value));
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? mark(value.toExponential()) : value;
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (Array.isArray(value)) return value.map(marked);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, marked(each)]));
}

/** Writes JSON: bigints by their digits, and doubles beyond 2^53 with an exponent, so that they stay doubles. */
export function stringifyLong(value: unknown, indent?: number): string {
  return JSON.stringify(marked(value), undefined, indent).replace(MARKED, '$1');
}
