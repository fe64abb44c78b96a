import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlobKey, RunId, VersionId } from '../../../src/core/ids.ts';
import { decodeId, encodeId, numberOf } from '../../../src/server/ids.ts';
import { parseRange } from '../../../src/server/routes/sendBlob.ts';
import { BlobSigner, BlobUrls } from '../../../src/server/uploads/BlobUrls.ts';
import { toBase64Md5, toHexMd5 } from '../../../src/wandb/md5.ts';

const NOW = 1_800_000_000_000;
const DAY = 24 * 3600 * 1000;
const signer = new BlobSigner('key');
const urls = new BlobUrls('http://127.0.0.1:7400', signer, NOW);
const RUN = 'r1' as RunId;

const isValid = (url: string, method: 'GET' | 'PUT' = 'GET', now = NOW): boolean => {
  const { pathname, searchParams } = new URL(url);
  return signer.isValid(method, pathname, searchParams, now);
};

describe('a signed address', () => {
  const good = urls.getRunFile(RUN, 'media/a.png');

  test('is good for its method, its path and a day', () => {
    expect(isValid(good)).toBe(true);
    expect(isValid(good, 'PUT')).toBe(false);
    expect(isValid(good, 'GET', NOW + DAY - 1)).toBe(true);
    expect(isValid(good, 'GET', NOW + DAY)).toBe(false);
    expect(isValid(urls.putRunFile(RUN, 'media/a.png'), 'PUT')).toBe(true);
  });

  test('is good for no more bytes than it says', () => {
    const upload = urls.putRunFile(RUN, 'media/a.png');
    expect(isValid(upload.replace(/limit=\d+/, 'limit=99999999999999'), 'PUT')).toBe(false);
    expect(isValid(upload.replace(/&limit=\d+/, ''), 'PUT')).toBe(false);
    expect(isValid(`${good}&limit=5`)).toBe(false);
  });

  test.each([
    ['another path', good.replace('a.png', 'b.png')],
    ['more of a path', good.replace('a.png', 'a.png/b')],
    ['another encoding of its path', good.replace('a.png', '%61.png')],
    ['a later end', good.replace(/expires=(\d+)/, (_, end: string) => `expires=${String(Number(end) + 1)}`)],
    ['an end for ever', good.replace(/expires=\d+/, 'expires=Infinity')],
    ['no end', good.replace(/expires=\d+&/, '')],
    ['no signature', good.replace(/&signature=.*/, '')],
    ['half a signature', good.slice(0, -5)],
    ['another signature', `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`],
    [
      'one of another server',
      new BlobUrls('http://127.0.0.1:7400', new BlobSigner('other'), NOW).getRunFile(RUN, 'media/a.png'),
    ],
  ])('is not good with %s', (_, url) => {
    expect(isValid(url)).toBe(false);
  });

  test.each([
    ['a "quoted" name.txt'],
    ['späce & más?.txt'],
    ["it's (1)!*.txt"],
    ['100%2F.txt'],
    ['%2e%2e/x'],
    ['#hash+plus;semi'],
    ['日本/한국/🗡'],
    ['back\\slash'],
    ['new\nline'],
  ])('says %j so that every client sends it the same', name => {
    const url = urls.putRunFile(RUN, name);
    expect(isValid(url, 'PUT')).toBe(true);
    // Only characters that nobody encodes differently.
    expect(new URL(url).pathname).toMatch(/^[A-Za-z0-9\-._~/%]+$/);
    const path = new URL(url).pathname.replace('/wandb_files/r1/', '');
    expect(path.split('/').map(decodeURIComponent).join('/')).toBe(name);
  });

  test('property: any name comes back, and is good for itself alone', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter(text => text.isWellFormed() && !/(^|\/)\.{1,2}(\/|$)/.test(text));
    fc.assert(
      fc.property(name, name, (one, other) => {
        const url = urls.getRunFile(RUN, one);
        expect(isValid(url)).toBe(true);
        const { pathname, search } = new URL(url);
        expect(pathname.slice('/wandb_files/r1/'.length).split('/').map(decodeURIComponent).join('/')).toBe(
          one,
        );
        if (one !== other)
          expect(isValid(`${new URL(urls.getRunFile(RUN, other)).href.split('?')[0]!}${search}`)).toBe(false);
      }),
    );
  });

  test('has what clients look for', () => {
    expect(urls.getManifest('v1' as VersionId)).toContain('/wandb_manifest.json?');
    expect(urls.putManifest('m1')).toContain('/wandb_manifest.json?');
    expect(urls.getBlob('b1' as BlobKey, 3, 'sub/a b.txt')).toMatch(
      /\/wandb_artifacts\/blobs\/b1\/3\/a%20b\.txt\?/,
    );
    expect(urls.putFile('v1', 'm')).toContain('/wandb_artifacts/files/v1/m?');
    expect(urls.putPart('u1', 7, 'm')).toContain('/wandb_artifacts/parts/u1/7/m?');
  });
});

test.each([
  [undefined, undefined],
  ['bytes=0-9', { start: 0, end: 10 }],
  ['bytes=5-', { start: 5, end: 100 }],
  ['bytes=-10', { start: 90, end: 100 }],
  ['bytes=-1000', { start: 0, end: 100 }],
  ['bytes=90-1000', { start: 90, end: 100 }],
  ['bytes=99-99', { start: 99, end: 100 }],
  ['bytes=100-', null],
  ['bytes=9-5', null],
  ['bytes=-0', null],
  ['bytes=-', undefined],
  ['bytes=0-1,4-5', undefined],
  ['lines=0-1', undefined],
  ['bytes=99999999999999999999-', null],
])('of a hundred bytes, %s is %j', (header, expected) => {
  expect(parseRange(header, 100)).toEqual(expected);
});

describe('ids', () => {
  test('are padded base64 that comes back', () => {
    const id = encodeId('Run', RUN);
    expect(id).toBe(Buffer.from('Run:r1').toString('base64'));
    expect(decodeId('Run', id)).toBe('r1');
    expect(decodeId('File', encodeId('File', 'r1/a:b/Run:c'))).toBe('r1/a:b/Run:c');
  });

  test('of another kind, or none, are refused', () => {
    for (const id of [
      encodeId('Artifact', 'v1' as VersionId),
      '',
      '!',
      'Run:r1',
      Buffer.from('Run').toString('base64'),
    ]) {
      expect(() => decodeId('Run', id)).toThrow(expect.objectContaining({ code: 'id-malformed' }) as Error);
    }
  });

  test('have a number for clients that want one', () => {
    expect(numberOf('01a2198e3cd67000a235331e70ec8167')).toBe(0x0ec8167);
  });
});

test('an MD5 is taken in either form', () => {
  const hex = 'd41d8cd98f00b204e9800998ecf8427e';
  const base64 = '1B2M2Y8AsgTpgAmY7PhCfg==';
  expect([toHexMd5(hex.toUpperCase()), toHexMd5(base64), toBase64Md5(hex)]).toEqual([hex, hex, base64]);
  for (const text of ['', 'x', hex.slice(1), '../../etc/passwd'])
    expect(() => toHexMd5(text)).toThrow(expect.objectContaining({ code: 'input-malformed' }) as Error);
});
