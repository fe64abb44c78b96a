import { lexer } from 'marked';
import { expect, it } from 'vitest';
import { isTooDeep } from '../../../webview/preview/markdown/depth.ts';

it('tells Markdown that people write from what only exhausts the stack', () => {
  expect(isTooDeep(lexer('# a\n\n> - **b** [c](d)\n\n| e |\n|---|\n| *f* |'))).toBe(false);
  expect(isTooDeep(lexer(`${'- '.repeat(8)}x`))).toBe(false);
  expect(isTooDeep(lexer('> '.repeat(60)))).toBe(true);
  expect(isTooDeep(lexer(`${'- '.repeat(60)}x`))).toBe(true);
});
