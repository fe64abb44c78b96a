import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAnsi, plainText } from '../../../webview/run/logs/ansi.ts';

const ESC = '\u001b';

describe('a line of a terminal', () => {
  test('is one piece where it has no control sequences', () => {
    expect(parseAnsi('epoch 1\tloss 0.5 日本語')).toEqual([{ text: 'epoch 1\tloss 0.5 日本語', style: {} }]);
    expect(parseAnsi('')).toEqual([]);
  });

  test('has the 16 colours of the theme, 256 and any', () => {
    const styles = (line: string) => parseAnsi(line).map(({ style }) => style);
    expect(styles(`${ESC}[31ma`)).toEqual([{ color: 1 }]);
    expect(styles(`${ESC}[97;100ma`)).toEqual([{ color: 15, background: 8 }]);
    expect(styles(`${ESC}[38;5;9ma`)).toEqual([{ color: 9 }]);
    expect(styles(`${ESC}[38;5;196ma`)).toEqual([{ color: '#ff0000' }]);
    expect(styles(`${ESC}[48;5;244ma`)).toEqual([{ background: '#808080' }]);
    expect(styles(`${ESC}[38;2;1;2;255ma`)).toEqual([{ color: '#0102ff' }]);
    expect(styles(`${ESC}[38:2::1:2:255ma`)).toEqual([{ color: '#0102ff' }]);
    expect(styles(`${ESC}[38;2;1;2;999;1ma`)).toEqual([{ color: '#0102ff', bold: true }]);
  });

  test('has looks that end where it says so', () => {
    expect(parseAnsi(`${ESC}[1;3;4mone${ESC}[22;24m two${ESC}[0m three${ESC}[7;2mfour${ESC}[m.`)).toEqual([
      { text: 'one', style: { bold: true, italic: true, underline: true } },
      { text: ' two', style: { bold: false, dim: false, italic: true, underline: false } },
      { text: ' three', style: {} },
      { text: 'four', style: { inverse: true, dim: true } },
      { text: '.', style: {} },
    ]);
  });

  test('shows the last state of a progress line', () => {
    expect(plainText('10%\r50%\r100% done')).toBe('100% done');
    // What is shorter leaves the rest, as on a terminal, unless it is erased.
    expect(plainText('epoch 10/10\rdone')).toBe('doneh 10/10');
    expect(plainText(`epoch 10/10\r${ESC}[Kdone`)).toBe('done');
    expect(plainText(`epoch\r\n`.trimEnd())).toBe('epoch');
    expect(plainText(`abc\b\bX`)).toBe('aXc');
    expect(plainText(`abc${ESC}[2K${ESC}[1Gx`)).toBe('x');
  });

  test('is without what is not about looks', () => {
    expect(
      plainText(
        `${ESC}]0;title\u0007a${ESC}[?25lb${ESC}(Bc${ESC}]8;;https://x.test${ESC}\\d${ESC}]8;;${ESC}\\`,
      ),
    ).toBe('abcd');
    expect(plainText(`a${ESC}[2Ab${ESC}`)).toBe('ab');
    expect(plainText(`a${ESC}[999999999999Cb`)).toBe('ab');
  });

  test('is read whatever it is, in pieces that are not empty', () => {
    const noise = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          `${ESC}[`,
          `${ESC}]`,
          `${ESC}[38;5`,
          `${ESC}[m`,
          '\r',
          '\b',
          '\u009b31m',
          ESC,
          ';',
          ':',
          '9',
        ),
      ),
    );
    fc.assert(
      fc.property(noise, parts => {
        const pieces = parseAnsi(parts.join(''));
        expect(pieces.every(({ text }) => text !== '')).toBe(true);
        // eslint-disable-next-line no-control-regex -- none may be left
        expect(pieces.some(({ text }) => /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/.test(text))).toBe(false);
      }),
    );
  });

  test('keeps all of its text among changes of its looks', () => {
    const text = fc.string({ unit: 'grapheme' }).filter(each => !/[\p{Cc}]/u.test(each));
    const look = fc.array(fc.nat({ max: 110 }), { maxLength: 4 }).map(codes => `${ESC}[${codes.join(';')}m`);
    fc.assert(
      fc.property(fc.array(fc.tuple(look, text)), parts => {
        const line = parts.map(([before, each]) => before + each).join('');
        expect(plainText(line)).toBe(parts.map(([, each]) => each).join(''));
      }),
    );
  });
});
