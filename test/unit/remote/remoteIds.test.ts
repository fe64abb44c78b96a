import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRemoteUrl } from '../../../src/store/remote/remoteUrl.ts';
import { placeOfProject, placeOfRun, toProjectId, toRunId } from '../../../src/store/remote/remoteIds.ts';
import { formatConfig, readProvenance, withoutOwn } from '../../../src/store/remote/runConfig.ts';
import { fromClientConfig } from '../../../src/wandb/config.ts';

describe('ids of a remote store', () => {
  test('come back as the names they were made of, whatever those are', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(name, name, name, (entity, project, key) => {
        expect(placeOfProject(toProjectId({ entity, project }))).toEqual({ entity, project });
        expect(placeOfRun(toRunId({ entity, project, key }))).toEqual({ entity, project, key });
      }),
    );
  });

  test.each(['', 'a', 'a/', '/b', 'a/b/c/d', '%/b'])('%j is none', id => {
    expect(() => placeOfProject(id as never)).toThrow('There is no project');
    expect(() => placeOfRun(id as never)).toThrow('There is no run');
  });
});

describe('addresses', () => {
  test.each([
    ['https://api.wandb.ai/', 'https://api.wandb.ai'],
    ['https://wandb.ai', 'https://api.wandb.ai'],
    [' http://Team.Example:7400 ', 'http://team.example:7400'],
    ['https://host/wandb//', 'https://host/wandb'],
  ])('%j means %j', (text, url) => {
    expect(parseRemoteUrl(text)).toBe(url);
  });

  test.each([
    '',
    'team.example',
    'ftp://host',
    'http://',
    'https://user:secret@host',
    'https://host?x=1',
    'https://host#x',
  ])('%j is refused', text => {
    expect(() => parseRemoteUrl(text)).toThrow(expect.objectContaining({ code: 'remote-url-malformed' }));
  });
});

describe('what the protocol has no field for', () => {
  const provenance = {
    host: 'box',
    command: ['node', 'x.js'],
    git: { commit: 'c', branch: 'main', dirty: true, remote: 'https://example.org/a.git' },
  };

  test('travels in the config, and is not seen in it', () => {
    const sent = formatConfig({}, { lr: 0.1 }, provenance);
    const config = fromClientConfig(sent);
    expect(sent['lr']).toEqual({ value: 0.1 });
    expect(readProvenance(config, undefined)).toEqual(provenance);
    expect(withoutOwn(config)).toEqual({ lr: 0.1 });
  });

  test('stays when something else changes, beside what clients keep there', () => {
    const before = { ...formatConfig({}, { lr: 0.1 }, provenance) };
    before['_wandb'] = { value: { ...(before['_wandb'] as { value: object }).value, t: { 1: 2 } } };
    const after = formatConfig(before, { lr: 0.2 }, { host: 'other' });
    expect(readProvenance(fromClientConfig(after), undefined)).toEqual({ ...provenance, host: 'other' });
    expect(withoutOwn(fromClientConfig(after))).toEqual({ lr: 0.2, _wandb: { t: { 1: 2 } } });
  });

  test('is taken from where clients of W&B put it, else', () => {
    const config = {
      _wandb: { e: { w: { program: 'a.py', args: ['-x'], host: 'h', git: { commit: 'd' } } } },
    };
    expect(readProvenance(config, 'c')).toEqual({
      host: 'h',
      command: ['python', 'a.py', '-x'],
      git: { commit: 'd', dirty: false },
    });
    expect(readProvenance({}, 'c')).toEqual({ git: { commit: 'c', dirty: false } });
    expect(readProvenance({ _wandb: { amphora: 'nonsense' } }, undefined)).toEqual({});
  });
});
