import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAmphoraError } from '../../../src/core/errors.ts';
import type { EntryDigest } from '../../../src/core/ids.ts';
import { createManifest } from '../../../src/core/manifest.ts';
import { decodeManifest, encodeManifest } from '../../../src/store/catalog/manifestBlob.ts';
import { blobObject, blobOfObject, newSentBlob } from '../../../src/store/s3/objectKeys.ts';
import { objectPath, parseS3Address } from '../../../src/store/s3/s3Address.ts';
import { valueOf, valuesOf } from '../../../src/store/s3/xml.ts';
import { fileEntry } from '../../support/storeKit.ts';

function problemOf(text: string): string {
  try {
    parseS3Address(text);
    return '';
  } catch (error) {
    return isAmphoraError(error, 'bucket-address-invalid') ? error.message : String(error);
  }
}

describe('the address of a bucket', () => {
  test('leads to objects of AWS by the bucket’s name, of other servers below theirs', () => {
    const aws = parseS3Address('s3://models/team/one', 'eu-west-1');
    expect(aws).toMatchObject({ bucket: 'models', prefix: 'team/one/', region: 'eu-west-1' });
    expect(aws.origin).toBe('https://models.s3.eu-west-1.amazonaws.com');
    expect(objectPath(aws, 'blobs/x')).toBe('/team/one/blobs/x');
    // A certificate of AWS is not good for names with dots.
    expect(parseS3Address('s3://my.models')).toMatchObject({
      host: 's3.us-east-1.amazonaws.com',
      path: '/my.models/',
    });
    const own = parseS3Address('s3://models?endpoint=http://127.0.0.1:9000/s3&region=here');
    expect(objectPath(own, 'a b/ü')).toBe('/s3/models/a%20b/%C3%BC');
    expect(own).toMatchObject({ region: 'here', prefix: '', text: 's3://models/' });
  });

  test.each([
    ['s3://', 'cannot be a bucket’s name'],
    ['s3://UPPER/x', 'cannot be a bucket’s name'],
    ['s3://models/a/../b', 'empty or dotted part'],
    ['s3://models/a//b', 'empty or dotted part'],
    ['s3://models?endpoint=host', 'is not an address'],
    ['s3://models?endpoint=ftp://host', 'is not one of HTTP'],
    ['s3://models?endpoint=http://user:pass@host', 'has a key in it'],
    ['s3://models?end=http://host', 'is not one of endpoint, region'],
  ])('%s is refused in a sentence', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
    expect(problemOf(text)).not.toContain('pass@');
  });
});

describe('the name of an object', () => {
  const { entry } = fileEntry('a', 'content');

  test('leads back to its blob, whichever kind it is', () => {
    expect(blobOfObject(blobObject(entry.blob))).toBe(entry.blob);
    const sent = newSentBlob(entry.digest);
    expect(sent).toHaveLength(64);
    expect(blobOfObject(blobObject(sent))).toBe(sent);
    expect(newSentBlob(entry.digest)).not.toBe(sent);
    for (const key of ['blobs/', 'blobs/sha256/ab/x', `blobs/md5/ab/${'0'.repeat(32)}`, 'incoming/x'])
      expect(blobOfObject(key)).toBeUndefined();
  });

  test('is kept in a manifest', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    const digests = fc.array(bytes.map(md5 => Buffer.from(md5).toString('base64') as EntryDigest));
    fc.assert(
      fc.property(digests, list => {
        list.push(Buffer.alloc(16).toString('base64') as EntryDigest);
        const manifest = createManifest([
          ...list.map((digest, i) => ({
            ...entry,
            path: `f${String(i)}`,
            digest,
            blob: newSentBlob(digest),
          })),
          { ...entry, path: 'known' },
          { kind: 'reference', path: 'ref', size: 1, digest: 'e' as EntryDigest, url: 's3://x/y' },
        ]);
        expect(decodeManifest(Buffer.from(encodeManifest(manifest)))).toEqual(manifest);
      }),
    );
  });
});

test('values of an answer are read with their escapes', () => {
  const xml = '<R xmlns="x"><E><K>a&amp;&#34;&#x27;b</K></E><E><K>c</K><M/></E></R>';
  expect(valuesOf(xml, 'E').map(element => valueOf(element, 'K'))).toEqual([`a&"'b`, 'c']);
  expect(valueOf(xml, 'Missing')).toBeUndefined();
});
