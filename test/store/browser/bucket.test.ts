import { describe, expect, test } from 'vitest';
import { ask } from '../../cli/serverProcess.ts';
import { bucketStores, hasBuckets, needsBuckets } from '../s3/bucketStores.ts';
import { signedIn } from './Visitor.ts';

describe.skipIf(!hasBuckets)(`files in a bucket${needsBuckets}`, () => {
  const make = bucketStores();

  test('are fetched there by a browser that is signed in, under their name', async () => {
    const { client, url, apiKey } = await (await make()).serve();
    const { id } = await client.log('raw', { 'a b/ü.html': 'content' });
    const version = Buffer.from(id, 'base64').toString().split(':')[1]!;
    const one = await signedIn({ url, apiKey });
    const where = `/amphora/files/versions/${version}/a%20b/%C3%BC.html`;
    const { status, headers } = await one.open(where);
    expect(status).toBe(302);
    const there = await ask(headers.location!);
    expect([there.status, there.text]).toEqual([200, 'content']);
    expect(there.headers['content-disposition']).toContain('%C3%BC.html');
    one.cookies.clear();
    expect((await one.open(where)).status).toBe(401);
  });
});
