import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, fitWidth, textWidth } from '../../../src/cli/columns.ts';
import { progressLine, progressReporter } from '../../../src/cli/progress.ts';
import { chosenPlace } from '../../../src/cli/project.ts';
import { hasSqlite } from '../../../src/cli/runtime.ts';
import { printable, printableLine } from '../../../src/cli/printable.ts';
import { defaultStorePath } from '../../../src/store/local/defaultStorePath.ts';

describe('columns', () => {
  it('stand below each other, numbers to the right', () => {
    const rows = [
      ['NAME', 'SIZE'],
      ['raw', '4.2 MB'],
      ['손글씨', '9 B'],
      ['画像データ', '10 B'],
    ];
    expect(columns(rows, ['left', 'right'])).toBe(
      ['NAME          SIZE', 'raw         4.2 MB', '손글씨         9 B', '画像データ    10 B', ''].join('\n'),
    );
  });

  it.each([
    ['plain', 5],
    ['café', 4],
    ['cafe\u0301', 4],
    ['日本', 4],
    ['🏺', 2],
    ['👩‍🔬', 2],
    ['ｆｕｌｌ', 8],
    ['a\u200bb', 2],
  ])('%s takes %d cells', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it('are cut where a line has no more room', () => {
    expect(fitWidth('plain', 5)).toBe('plain');
    expect(fitWidth('plainer', 5)).toBe('plai…');
    expect(fitWidth('画像データ', 10)).toBe('画像データ');
    expect(fitWidth('画像データ', 9)).toBe('画像デー…');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(textWidth(fitWidth(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('never end a line with spaces', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.stringMatching(/^[a-z]{0,4}$/), { maxLength: 3 })), rows => {
        expect(columns(rows)).not.toMatch(/ $/m);
        expect(columns(rows).split('\n')).toHaveLength(rows.length + 1);
      }),
    );
  });
});

describe('text from a store', () => {
  it('cannot steer the terminal', () => {
    expect(printable('a\u001b[31mred\u0007\u009b2J\rb\tc\nd')).toBe('a\\x1b[31mred\\x07\\x9b2J\\x0db\tc\nd');
    expect(printableLine('a\nb\tc\u001b')).toBe('a\\nb\\tc\\x1b');
    expect(columns([['a\nb', 'c']])).toBe('a\\nb  c\n');
  });
});

describe('progress', () => {
  it('says files, bytes, rate and what remains', () => {
    const progress = { files: 12, filesTotal: 1797, bytes: 3_000_000, bytesTotal: 4_200_000 };
    expect(progressLine('Reading', progress, 400_000)).toBe(
      'Reading 12 of 1,797 files · 3 MB of 4.2 MB · 400 kB/s · 3 sec left',
    );
    expect(progressLine('Looking', { files: 12, bytes: 0 }, undefined)).toBe('Looking 12 files · 0 B');
  });

  it('is shown ten times a second at most, and at once for another phase', () => {
    const lines: string[] = [];
    let now = 0;
    const terminal = {
      answer: () => Promise.resolve(),
      message() {},
      watched: true,
      clearStatus() {},
      status: (line: string) => void lines.push(line),
    };
    const report = progressReporter(terminal, () => now);
    for (let i = 0; i < 100; i++) {
      now = i * 10;
      report('Reading', { files: i, bytes: i * 10_000, bytesTotal: 1_000_000 });
    }
    report('Saving', { files: 100, bytes: 1_000_000 });
    expect(lines).toHaveLength(11);
    expect(lines[9]).toBe('Reading 90 files · 900 kB of 1 MB · 1 MB/s · 1 sec left');
    expect(lines[10]).toBe('Saving 100 files · 1 MB');
  });
});

describe('the project', () => {
  const context = { folder: '/home/ada/my digits', env: {} };
  it('is the one named, else the one of the environment, else the folder', () => {
    expect(chosenPlace({ ...context, env: { AMPHORA_PROJECT: 'env' } }, 'named')).toEqual({
      project: 'named',
    });
    expect(chosenPlace({ ...context, env: { AMPHORA_PROJECT: 'env' } }, undefined)).toEqual({
      project: 'env',
    });
    expect(chosenPlace({ ...context, env: { AMPHORA_PROJECT: '' } }, undefined)).toEqual({
      project: 'my digits',
    });
    expect(chosenPlace({ ...context, folder: '/' }, undefined)).toEqual({ project: 'default' });
    expect(chosenPlace({ ...context, folder: '/x/a:b' }, undefined)).toEqual({ project: 'default' });
  });

  it('may be of another entity', () => {
    expect(chosenPlace(context, 'team/digits')).toEqual({ entity: 'team', project: 'digits' });
    expect(chosenPlace({ ...context, env: { AMPHORA_PROJECT: 'a/b' } }, undefined)).toEqual({
      entity: 'a',
      project: 'b',
    });
  });

  it('is refused by name when it cannot be one', () => {
    expect(() => chosenPlace(context, 'a/b/c')).toThrow(expect.objectContaining({ code: 'name-invalid' }));
    expect(() => chosenPlace(context, '')).toThrow(expect.objectContaining({ code: 'name-invalid' }));
  });
});

describe('the platform', () => {
  it.each([
    ['linux', { HOME: '/home/ada' }, '/home/ada/.local/share/amphora'],
    ['linux', { HOME: '/home/ada', XDG_DATA_HOME: '/data' }, '/data/amphora'],
    ['linux', { HOME: '/home/ada', XDG_DATA_HOME: 'relative' }, '/home/ada/.local/share/amphora'],
    [
      'darwin',
      { HOME: '/Users/ada', XDG_DATA_HOME: '/data' },
      '/Users/ada/Library/Application Support/Amphora',
    ],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' }, 'C:\\Users\\ada\\AppData\\Local\\Amphora'],
    ['win32', { USERPROFILE: 'C:\\Users\\ada' }, 'C:\\Users\\ada\\AppData\\Local\\Amphora'],
  ] as const)('%s with %j keeps its store in %s', (platform, env, folder) => {
    expect(defaultStorePath(env, platform)).toBe(folder);
  });

  it('has SQLite from Node 22.13 on', () => {
    expect(['20.20.2', '22.12.0', '22.13.0', '24.0.0'].map(hasSqlite)).toEqual([false, false, true, true]);
  });
});

describe('marks of direction', () => {
  it.each(['200e', '200f', '202a', '202e', '2066', '2069'])('are written out: %s', hex => {
    const mark = String.fromCharCode(parseInt(hex, 16));
    expect(printable(`a${mark}gpj.exe`)).toBe(`a\\u${hex}gpj.exe`);
  });
});
