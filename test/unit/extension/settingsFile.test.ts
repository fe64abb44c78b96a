import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../../src/extension/tracking/settingsFile.ts';

describe('settings files of W&B', () => {
  test.each([
    [
      'what wandb writes',
      '[default]\nbase_url = https://x\nmode = online\n\n',
      { base_url: 'https://x', mode: 'online' },
    ],
    ['other spellings', '[default]\r\nBase_URL: https://x  \r\n', { base_url: 'https://x' }],
    [
      'a value with the signs that part it',
      '[default]\nbase_url=http://x:1/?a=b ; c',
      { base_url: 'http://x:1/?a=b ; c' },
    ],
    ['an indented first line, and one that goes on', '[default]\n a = 1\n  2\n', { a: '1\n2' }],
    ['comments and empty lines', '# c\n[default]\n; base_url = x\n\n  # y\na = 1', { a: '1' }],
    ['other sections, and configparser’s own', '[x]\na = 1\n[DEFAULT]\nb = 2\n[y]\n  c = 3', { b: '2' }],
    ['no section', 'base_url = x', {}],
    ['an empty value and a line that is none', '[default]\na =\nnothing here\n', { a: '' }],
  ])('%s', (_, text, settings) => {
    expect(Object.fromEntries(parseSettings(text))).toEqual(settings);
  });
});
