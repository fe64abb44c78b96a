import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryDigest } from '../../../src/core/ids.ts';
import { isTooDeep, stringifyJson } from '../../../src/core/json.ts';
import type { ManifestEntry } from '../../../src/core/manifest.ts';
import { parseClientJson, parseClientObject } from '../../../src/wandb/clientJson.ts';
import { clientConfig, environmentOf, fromClientConfig, toClientConfig } from '../../../src/wandb/config.ts';
import { formatManifest, parseManifest } from '../../../src/wandb/manifestJson.ts';

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('JSON as Python writes it', () => {
  test.each([
    ['{"a":NaN,"b":[Infinity,-Infinity]}', { a: 'NaN', b: ['Infinity', '-Infinity'] }],
    ['{"NaN":"NaN","t":"is NaN, -Infinity","n":NaN}', { NaN: 'NaN', t: 'is NaN, -Infinity', n: 'NaN' }],
    ['{"a":"quote \\" NaN","b":NaN}', { a: 'quote " NaN', b: 'NaN' }],
    ['{"a":"back \\\\","b":NaN}', { a: 'back \\', b: 'NaN' }],
    ['{"a":NaN,"b":1152921504606846977}', { a: 'NaN', b: 2n ** 60n + 1n }],
    ['{"a":NaN,"b":1e400}', { a: 'NaN', b: '1e400' }],
    ['"NaN"', 'NaN'],
    ['NaN', 'NaN'],
  ])('%s', (text, expected) => {
    expect(parseClientJson(text, 'it')).toEqual(expected);
  });

  test.each(['{', 'nan', '{"a":NaNa}', '{"a":"NaN}', '', deep(5000), `{"a":${deep(300)}}`])(
    'is not %.30s',
    text => {
      expect(() => parseClientJson(text, 'the config')).toThrow(/the config is malformed/);
    },
  );

  test('is an object where one is wanted', () => {
    expect([null, undefined, ''].map(text => parseClientObject(text, 'it'))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(parseClientObject('null', 'it')).toEqual({});
    for (const text of ['[]', '1', '"x"']) expect(() => parseClientObject(text, 'it')).toThrow();
  });

  test('property: what is JSON stays as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(parseClientJson(stringifyJson(value), 'it')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('property: depth is that of its brackets, not of those in its texts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 150, max: 250 }), fc.string(), (levels, text) => {
        const json = '['.repeat(levels) + JSON.stringify(`${text}[[[{{{`) + ']'.repeat(levels);
        expect(isTooDeep(json)).toBe(levels > 200);
      }),
    );
  });
});

describe('a manifest', () => {
  const digest = '1B2M2Y8AsgTpgAmY7PhCfg==' as EntryDigest;
  const manifest = (contents: string): string => `{"version":1,"contents":${contents}}`;

  test('is read as clients write it', () => {
    const contents = {
      'a.txt': {
        digest,
        size: 3,
        birthArtifactID: 'x',
        local_path: '/home/me/a.txt',
        skip_cache: false,
        ref: null,
        extra: {},
      },
      r: { digest: 'etag', ref: 's3://b/r', size: null, extra: { versionID: '1' } },
    };
    expect(parseManifest(manifest(JSON.stringify(contents)))).toEqual([
      { path: 'a.txt', digest, size: 3 },
      { path: 'r', digest: 'etag', size: 0, url: 's3://b/r', extra: { versionID: '1' } },
    ]);
  });

  test('may name files as JavaScript names its own', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '1', '0'];
    const contents = `{${names.map(name => `"${name}":{"digest":"${digest}","size":1}`).join(',')}}`;
    expect(
      parseManifest(manifest(contents))
        .map(({ path }) => path)
        .sort(),
    ).toEqual([...names].sort());
    const entries = names.map((path): ManifestEntry => ({
      kind: 'reference',
      path,
      digest,
      size: 1,
      url: 'x://y',
    }));
    const written = JSON.parse(formatManifest({ entries }, 'v1')) as { contents: object };
    expect(Object.keys(written.contents).sort()).toEqual([...names].sort());
  });

  test.each([
    ['no json', 'it is not JSON'],
    ['{}', 'it has no contents'],
    ['{"version":2,"contents":{}}', 'it has no contents'],
    ['{"version":1,"contents":[]}', 'it has no contents'],
    [manifest('{"a":null}'), 'the entry "a" is malformed'],
    [manifest('{"a":{"size":1}}'), 'the entry "a" is malformed'],
    [manifest('{"a":{"digest":"","size":-1}}'), 'the entry "a" is malformed'],
    [manifest('{"a":{"digest":"","size":"1"}}'), 'the entry "a" is malformed'],
    [manifest('{"a":{"digest":"","extra":[]}}'), 'the entry "a" is malformed'],
    [manifest(deep(5000)), 'it is nested too deeply'],
  ])('is not %.40s', (text, problem) => {
    expect(() => parseManifest(text)).toThrow(
      expect.objectContaining({ code: 'manifest-malformed', data: { problem } }) as Error,
    );
  });

  test('property: what is written is read again', () => {
    const entry = fc.record({
      path: fc.string({ unit: 'binary', minLength: 1 }).filter(path => path.isWellFormed()),
      size: fc.nat(),
      url: fc.option(fc.webUrl(), { nil: undefined }),
      extra: fc.option(fc.dictionary(fc.string(), fc.integer(), { minKeys: 1 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ path }) => path }), given => {
        const entries = given.map(({ path, size, url, extra }): ManifestEntry => ({
          ...(url === undefined ? { kind: 'file', blob: 'b' as never } : { kind: 'reference', url }),
          path,
          size,
          digest,
          ...(extra && { extra }),
        }));
        const read = parseManifest(formatManifest({ entries }, 'v1'));
        const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
        expect([...read].sort(byPath)).toEqual(
          given
            .map(({ path, size, url, extra }) => ({
              path,
              digest,
              size,
              ...(url !== undefined && { url }),
              ...(extra && { extra }),
            }))
            .sort(byPath),
        );
      }),
    );
  });
});

describe('a config', () => {
  test('is kept without its wrapping, and given with it', () => {
    const client = {
      lr: { value: 0.1, desc: 'rate' },
      plain: 3,
      nested: { value: { a: 1 } },
      _wandb: { value: { t: {} } },
    };
    const own = fromClientConfig(client);
    expect(own).toEqual({ lr: 0.1, plain: 3, nested: { a: 1 }, _wandb: { t: {} } });
    expect(toClientConfig(own)).toMatchObject({ lr: { value: 0.1 }, _wandb: { value: { t: {} } } });
    expect(clientConfig(own, ['t', 'x'])).toEqual({ t: {} });
    expect(clientConfig({ _wandb: 'x' }, undefined)).toEqual({});
  });

  test('tells where the run was started', () => {
    const e = {
      writer: {
        program: 'train.py',
        args: ['--lr', 1, '0.1'],
        host: 'box',
        python: '',
        git: { commit: 'c', remote: 'r' },
        root: '/home',
      },
    };
    expect(environmentOf({ _wandb: { e } })).toEqual({
      command: ['python', 'train.py', '--lr', '0.1'],
      host: 'box',
      program: 'train.py',
      git: { dirty: false, commit: 'c', remote: 'r', root: '/home' },
    });
    for (const odd of [{}, { e: [] }, { e: { w: 3 } }, { e: { w: { git: 'x', args: 'y', program: 1 } } }])
      expect(environmentOf({ _wandb: odd })).toEqual({});
  });

  test('property: whatever it holds is read, and what a client has comes back', () => {
    const values = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(values, config => {
        expect(fromClientConfig(toClientConfig(config as never))).toEqual(config);
        expect(() => environmentOf({ _wandb: { e: config as never } })).not.toThrow();
      }),
    );
  });
});
