/** Against the examples that AWS gives with its description of the algorithm. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { S3Signer } from '../../../src/store/s3/sign.ts';

const signer = new S3Signer(
  { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  'us-east-1',
);
const NOW = Date.UTC(2013, 4, 24);
const EMPTY = createHash('sha256').digest('hex');
const at = (path: string) => ({ host: 'examplebucket.s3.amazonaws.com', path: `/${path}` });
const signatureOf = (headers: Record<string, string>): string | undefined =>
  /Signature=(\w+)/.exec(headers['authorization'] ?? '')?.[1];

describe('a signature', () => {
  test('of a request for a stretch of an object', () => {
    const headers = signer.headers(
      { method: 'GET', ...at('test.txt'), headers: { range: 'bytes=0-9' } },
      EMPTY,
      NOW,
    );
    expect(signatureOf(headers)).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
    expect(headers).toMatchObject({ 'x-amz-date': '20130524T000000Z', range: 'bytes=0-9' });
  });

  test('of a request with a body and a name that must be encoded', () => {
    const headers = signer.headers(
      {
        method: 'PUT',
        ...at('test%24file.text'),
        headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      },
      createHash('sha256').update('Welcome to Amazon S3.').digest('hex'),
      NOW,
    );
    expect(signatureOf(headers)).toBe('98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd');
  });

  test('of a question whose parts have to be put in order', () => {
    const headers = signer.headers(
      { method: 'GET', ...at(''), query: { prefix: 'J', 'max-keys': '2' } },
      EMPTY,
      NOW,
    );
    expect(signatureOf(headers)).toBe('34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7');
  });

  test('of an address', () => {
    const query = new URLSearchParams(signer.presign({ method: 'GET', ...at('test.txt') }, 86400, NOW));
    expect(query.get('X-Amz-Signature')).toBe(
      'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
    expect(query.get('X-Amz-Credential')).toBe('AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request');
  });

  test('says that its key is lent for a while', () => {
    const lent = new S3Signer({ accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't/+' }, 'eu-west-1');
    expect(lent.headers({ method: 'GET', ...at('x') }, EMPTY, NOW)).toMatchObject({
      'x-amz-security-token': 't/+',
      authorization: expect.stringContaining(
        'host;x-amz-content-sha256;x-amz-date;x-amz-security-token',
      ) as string,
    });
    const query = new URLSearchParams(lent.presign({ method: 'GET', ...at('x') }, 60, NOW));
    expect(query.get('X-Amz-Security-Token')).toBe('t/+');
  });
});
