import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ICONS } from '../../../src/picture/svg/icons.ts';

const sources = path.resolve(import.meta.dirname, '../../../node_modules/@vscode/codicons/src/icons');

/** How many numbers a command takes, and whether each is an x or a y. */
const AXES: Readonly<Record<string, readonly ('x' | 'y')[]>> = {
  m: ['x', 'y'],
  l: ['x', 'y'],
  h: ['x'],
  v: ['y'],
  c: ['x', 'y', 'x', 'y', 'x', 'y'],
  z: [],
};

/** The commands of a path, with absolute numbers. */
function absolute(d: string): (readonly [string, ...number[]])[] {
  const tokens = d.match(/[a-z]|-?(?:\d+\.?\d*|\.\d+)/gi) ?? [];
  const commands: (readonly [string, ...number[]])[] = [];
  let [at, start] = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ];
  let command = '';
  for (let i = 0; i < tokens.length;) {
    if (/[a-z]/i.test(tokens[i]!)) command = tokens[i++]!;
    const [name, isRelative] = [command.toLowerCase(), command === command.toLowerCase()];
    const numbers = AXES[name]!.map(axis => Number(tokens[i++]) + (isRelative ? at[axis] : 0));
    for (const [k, axis] of AXES[name]!.entries()) {
      if (k >= AXES[name]!.length - 2) at = { ...at, [axis]: numbers[k]! };
    }
    commands.push([name, ...numbers]);
    if (name === 'm') start = at;
    if (name === 'z') at = start;
    // What follows a move without a command of its own is a line.
    if (name === 'm') command = isRelative ? 'l' : 'L';
  }
  return commands;
}

test.each(Object.entries(ICONS))('%s is the icon that the font draws', (name, drawn) => {
  const source = fs.readFileSync(path.join(sources, `${name}.svg`), 'utf8');
  const exact = [...source.matchAll(/ d="([^"]+)"/g)].flatMap(match => absolute(match[1]!));
  const rounded = absolute(drawn);
  expect(rounded.map(([command]) => command)).toEqual(exact.map(([command]) => command));
  for (const [i, [, ...numbers]] of exact.entries()) {
    const [, ...close] = rounded[i]!;
    expect(close).toHaveLength(numbers.length);
    for (const [k, number] of numbers.entries()) expect(Math.abs(number - close[k]!)).toBeLessThan(0.0051);
  }
});
