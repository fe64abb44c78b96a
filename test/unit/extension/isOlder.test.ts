import { expect, test } from 'vitest';
import { isOlder } from '../../../src/extension/tracking/isOlder.ts';

test.each([
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.1.1', true],
  ['0.9.0', '0.10.0', true],
  ['1.0.0', '0.99.99', false],
  ['1.2.3-beta', '1.2.3', false],
  ['?', '0.0.1', true],
  ['0.0.1', '?', false],
])('%s is older than %s: %s', (version, than, older) => {
  expect(isOlder(version, than)).toBe(older);
});
