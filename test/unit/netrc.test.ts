import { describe, expect, test } from 'vitest';
import { machinesOf } from '../../src/wandb/netrc.ts';

describe('machines of a netrc file', () => {
  test.each([
    ['what wandb login writes', 'machine api.wandb.ai\n  login user\n  password abc\n', ['api.wandb.ai']],
    ['all on one line', 'machine a login u password p machine b password q', ['a', 'b']],
    ['Windows’ line ends', 'machine a\r\n  login u\r\n  password p\r\n', ['a']],
    ['quotes and backslashes', 'machine "a b" password "p\\"q"\nmachine c\\ d password p', ['a b', 'c d']],
    ['a password that begins as a comment does', 'machine a password #p', ['a']],
    [
      'comments',
      '# machine a password p\nmachine b # password x\n  password p # machine c password q',
      ['b'],
    ],
    ['no password', 'machine a login u\nmachine b password ""\nmachine c password', []],
    ['a login called password', 'machine a login password account machine', []],
    ['a macro that looks like an entry', 'macdef init\nmachine a password p\n\nmachine b password p', ['b']],
    ['the entry for any other machine', 'default login anonymous password p', []],
    ['nothing', '', []],
  ])('%s', (_, text, machines) => {
    expect([...machinesOf(text)]).toEqual(machines);
  });
});
