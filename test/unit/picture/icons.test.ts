import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ICONS } from '../../../src/picture/svg/icons.ts';

const sources = path.resolve(import.meta.dirname, '../../../node_modules/@vscode/codicons/src/icons');
const numbers = (paths: string): number[] => (paths.match(/\d*\.\d+|\d+/g) ?? []).map(Number);

test.each(Object.entries(ICONS))('%s is the icon that the font draws', (name, drawn) => {
  const source = fs.readFileSync(path.join(sources, `${name}.svg`), 'utf8');
  const paths = [...source.matchAll(/ d="([^"]+)"/g)].map(match => match[1]).join('');
  expect(drawn.replace(/[\d.]+/g, '#')).toBe(paths.replace(/[\d.]+/g, '#'));
  const [exact, rounded] = [numbers(paths), numbers(drawn)];
  expect(rounded).toHaveLength(exact.length);
  for (const [i, number] of exact.entries())
    expect(Math.abs(number - (rounded[i] ?? NaN))).toBeLessThan(0.006);
});
