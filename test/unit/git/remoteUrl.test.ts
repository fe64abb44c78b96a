import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCredentials } from '../../../src/git/remoteUrl.ts';

describe('the address of a remote', () => {
  it.each([
    ['https://host.example/team/repo.git', 'https://host.example/team/repo.git'],
    ['https://user:pass@host.example/repo.git', 'https://host.example/repo.git'],
    ['https://ghp_token@host.example/repo.git', 'https://host.example/repo.git'],
    ['https://user:p@ss@host.example:8443/repo.git', 'https://host.example:8443/repo.git'],
    ['HTTPS://User:Pass@Host/repo', 'HTTPS://Host/repo'],
    ['https://host.example/repo.git?private_token=abc#frag', 'https://host.example/repo.git'],
    ['https://host.example/@scope/repo.git', 'https://host.example/@scope/repo.git'],
    ['ssh://git@host.example:2222/repo.git', 'ssh://git@host.example:2222/repo.git'],
    ['ssh://git:secret@host.example/repo.git', 'ssh://git@host.example/repo.git'],
    ['hg::https://user:pass@host.example/repo', 'hg::https://host.example/repo'],
    ['git@host.example:team/repo.git', 'git@host.example:team/repo.git'],
    ['user:secret@host.example:team/repo.git', 'host.example:team/repo.git'],
    ['/srv/git/a:b@c.git', '/srv/git/a:b@c.git'],
    ['../repo.git', '../repo.git'],
    ['C:\\git\\me@home\\repo', 'C:\\git\\me@home\\repo'],
    ['file:///srv/git/repo.git', 'file:///srv/git/repo.git'],
  ])('%s is kept as %s', (address, kept) => {
    expect(withoutCredentials(address)).toBe(kept);
  });

  it('never carries a password, whatever the scheme', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(
        fc.constantFrom('http', 'https', 'ftp', 'ssh', 'git', 'git+ssh', 'svn+https'),
        word,
        fc.stringMatching(/^[!$&'()*+,;=:@%A-Z]{3,12}$/),
        word,
        (scheme, user, password, host) => {
          const kept = withoutCredentials(`${scheme}://${user}:S${password}T@${host}/team/repo`);
          expect(kept).not.toContain(`S${password}T`);
          expect(kept.endsWith(`${host}/team/repo`)).toBe(true);
        },
      ),
    );
  });

  it('is the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab1:/@?#.\\')) }), text => {
        const once = withoutCredentials(text);
        expect(withoutCredentials(once)).toBe(once);
      }),
    );
  });
});
