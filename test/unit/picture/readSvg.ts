import { expect } from 'vitest';

export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: SvgElement[];
  /** Of the element itself. */
  text: string;
}

const ATTRIBUTE = / ([\w:-]+)="([^"<&]*(?:&#\d+;[^"<&]*)*)"/y;
const TEXT = /[^<&]*(?:&#\d+;[^<&]*)*/y;
const TAG = /<(?:!--[^-]*-->|(\/?)([a-z]+))/y;

function decode(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** Reads XML strictly, and no more of XML than our SVG writes: what it does not know is a fault. */
export function readSvg(svg: string): SvgElement {
  // eslint-disable-next-line no-control-regex -- what XML does not allow
  expect(svg).not.toMatch(/[\u0000-\u0009\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/u);
  const root: SvgElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(svg);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < svg.length) {
    const parent = open.at(-1)!;
    parent.text += decode(take(TEXT)?.[0] ?? '');
    if (at === svg.length) break;
    const tag = take(TAG);
    expect(tag, svg.slice(at, at + 40)).not.toBeNull();
    const [, slash, name] = tag!;
    if (name === undefined) continue;
    if (slash === '/') {
      expect([name, take(/>/y)?.[0]]).toEqual([parent.name, '>']);
      open.pop();
      continue;
    }
    const attributes: Record<string, string> = {};
    for (let each = take(ATTRIBUTE); each; each = take(ATTRIBUTE)) {
      expect(attributes).not.toHaveProperty([each[1]!]);
      attributes[each[1]!] = decode(each[2]!);
    }
    const end = take(/\/?>/y)?.[0];
    expect(end, svg.slice(at, at + 40)).toBeDefined();
    const element = { name, attributes, children: [], text: '' };
    parent.children.push(element);
    if (end === '>') open.push(element);
  }
  expect(open).toHaveLength(1);
  expect([root.children.length, root.text.trim()]).toEqual([1, '']);
  return root.children[0]!;
}

/** The elements of this name in it, in the order of the document. */
export function all(element: SvgElement, name: string): SvgElement[] {
  return element.children.flatMap(child => [...(child.name === name ? [child] : []), ...all(child, name)]);
}
