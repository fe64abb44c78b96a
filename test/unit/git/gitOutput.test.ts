import { describe, expect, it } from 'vitest';
import { harmlessFilters, parseSettings, remoteAddress } from '../../../src/git/gitConfig.ts';
import { parseStatus } from '../../../src/git/gitStatus.ts';

const HASH = 'f2944557541e382bc22c1340965a77215fea2964';

describe('git status', () => {
  it('gives commit, branch and whether anything changed', () => {
    const headers = `# branch.oid ${HASH}\0# branch.head main\0# branch.upstream origin/main\0`;
    expect(parseStatus(headers)).toEqual({ commit: HASH, branch: 'main', dirty: false });
    const changed = `${headers}1 .M N... 100644 100644 100644 ${HASH} ${HASH} a b.txt\0`;
    expect(parseStatus(changed).dirty).toBe(true);
  });

  it('knows a repository without a commit and one without a branch', () => {
    expect(parseStatus('# branch.oid (initial)\0# branch.head main\0')).toEqual({
      branch: 'main',
      dirty: false,
    });
    expect(parseStatus(`# branch.oid ${HASH}\0# branch.head (detached)\0`)).toEqual({
      commit: HASH,
      dirty: false,
    });
  });
});

describe('git settings', () => {
  const settings = parseSettings(
    [
      'system\0filter.lfs.clean\ngit-lfs clean -- %f',
      'global\0filter.lfs.required\ntrue',
      'local\0filter.lfs.process\nevil',
      'local\0filter.Bad.x.clean\nevil "quoted"\nsecond line',
      'worktree\0filter.key-alone.required',
      'local\0remote.upstream.url\nhttps://u:p@host/up.git',
      'local\0remote.origin.url\nhttps://u:p@host/own.git',
    ].join('\0') + '\0',
  );

  it('are read with their scope, also over several lines', () => {
    expect(settings[3]).toEqual({
      scope: 'local',
      key: 'filter.Bad.x.clean',
      value: 'evil "quoted"\nsecond line',
    });
    expect(settings[4]).toEqual({ scope: 'worktree', key: 'filter.key-alone.required', value: 'true' });
    expect(parseSettings('')).toEqual([]);
  });

  it('of the repository lose their filters, those of the person keep them', () => {
    expect(harmlessFilters(settings)).toEqual([
      'filter.lfs.clean=git-lfs clean -- %f',
      'filter.lfs.process=',
      'filter.lfs.required=true',
      'filter.Bad.x.clean=',
      'filter.Bad.x.process=',
      'filter.Bad.x.required=false',
      'filter.key-alone.clean=',
      'filter.key-alone.process=',
      'filter.key-alone.required=false',
    ]);
  });

  it('name origin, or the only remote', () => {
    expect(remoteAddress(settings)).toBe('https://host/own.git');
    expect(remoteAddress(settings.slice(0, 6))).toBe('https://host/up.git');
    const two = parseSettings('local\0remote.a.url\nx\0local\0remote.b.url\ny\0');
    expect(remoteAddress(two)).toBeUndefined();
    expect(remoteAddress([])).toBeUndefined();
  });
});
