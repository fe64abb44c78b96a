import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { beforeEach, describe, expect, test } from 'vitest';
import { withAccounts } from '../../../src/store/postgres/openAccounts.ts';
import { ask } from '../../cli/serverProcess.ts';
import { hasOpenssl, makeCertificate } from '../../support/certificates.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import type { TeamServedHere } from '../../support/serveTeamHere.ts';
import { temporaryFolder } from '../../support/storeKit.ts';
import { Client } from '../protocol/client.ts';
import { teamTests } from '../team/teamServer.ts';
import { makeLink, OPENED, signedIn, usePagesFolder, Visitor } from './Visitor.ts';

const PAGE = '/vision/digits';

const SECURE = (port: string) =>
  new RegExp(
    `^__Host-amphora-session-${port}=[\\w-]+; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$`,
  );

describe.skipIf(!hasPostgres)(`browsers of a team’s server${needsPostgres}`, () => {
  const pages = usePagesFolder();
  const team = teamTests();
  let server: TeamServedHere;
  let mia = { url: '', apiKey: '', id: '' };
  let sam = { url: '', apiKey: '' };
  beforeEach(async () => {
    server = await team.serve({ pagesFolder: pages.path });
    const { address } = await team.database();
    await withAccounts(address, async accounts => {
      await accounts.addTeam('vision');
      const { key, id } = await accounts.addUser('mia', { team: 'vision', role: 'member' });
      mia = { url: server.url, apiKey: key, id };
      sam = { url: server.url, apiKey: (await accounts.addUser('sam')).key };
    });
  });

  test('are signed in by a link once, among all processes', async () => {
    const other = await team.serve({ pagesFolder: pages.path });
    const link = await makeLink(mia, PAGE);
    const visitors = [server, other, server, other].map(({ url }) => new Visitor(url));
    const replies = await Promise.all(visitors.map(visitor => visitor.open(link)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([303, 410, 410, 410]);
    expect(await (await team.database()).query('select * from one_time_values')).toEqual([]);
  });

  test('stay signed in through every process', async () => {
    const other = await team.serve({ pagesFolder: pages.path });
    const one = await signedIn(mia);
    const [value = ''] = [...one.cookies.values()];
    const there = new Visitor(other.url);
    there.cookies.set(`amphora-session-${new URL(other.url).port}`, value);
    const { status, text } = await there.open(PAGE);
    expect([status, text]).toEqual([200, expect.stringContaining('"user":"mia"')]);
  });

  test('are not signed in by a link that is over, by the clock of the database', async () => {
    const { query } = await team.database();
    const link = await makeLink(mia, PAGE);
    await query('update one_time_values set expires_at = expires_at - 60000');
    expect((await new Visitor(server.url).open(link)).status).toBe(410);
    await makeLink(mia, PAGE);
    expect(await query('select count(*)::int as n from one_time_values')).toEqual([{ n: 1 }]);
  });

  test('leave neither code nor key in the database, and none in the log', async () => {
    const { query } = await team.database();
    const link = await makeLink(mia, PAGE);
    const [, code = ''] = link.split('code=');
    const [row] = await query('select * from one_time_values');
    expect(row).toMatchObject({ digest: createHash('sha256').update(code).digest('hex') });
    const kept = JSON.stringify(row) + Buffer.from(String(row?.['value']), 'base64url').toString('latin1');
    for (const secret of [code, mia.apiKey, PAGE]) expect(kept).not.toContain(secret);
    const one = new Visitor(server.url);
    await one.open(link);
    await one.submit('/amphora/sign-in', { key: mia.apiKey });
    const log = server.log.join('');
    for (const secret of [code, mia.apiKey, ...one.cookies.values()]) expect(log).not.toContain(secret);
    expect(log).toContain('"route":"sign_in"');
  });

  test('are signed out by the end of their key', async () => {
    const one = await signedIn(mia);
    expect((await one.open(PAGE)).status).toBe(200);
    await withAccounts((await team.database()).address, accounts => accounts.revokeKey(mia.id));
    await expect.poll(async () => (await one.open(PAGE)).status, { timeout: 10_000 }).toBe(401);
    expect((await one.post('/amphora/pages/run', { method: 'x' })).status).toBe(401);
    expect((await one.fetch('/amphora/pages/events')).status).toBe(401);
  });

  test('see what their user sees, and nothing else', async () => {
    const { id } = await new Client(mia).log('raw', { 'a.txt': 'secret' }, { entityName: 'vision' });
    const where = `/amphora/files/versions/${Buffer.from(id, 'base64').toString().split(':')[1]!}/a.txt`;
    expect(await (await signedIn(mia)).open(where)).toMatchObject({ status: 200, text: 'secret' });
    const stranger = await (await signedIn(sam)).open(where);
    expect([stranger.status, stranger.text]).toEqual([404, expect.not.stringContaining('raw')]);
  });

  test('behind a proxy that speaks TLS have a cookie that nobody else can set', async () => {
    const origin = 'https://amphora.example.org';
    const proxied = await team.serve({ pagesFolder: pages.path, publicUrl: origin });
    const one = new Visitor(`http://127.0.0.1:${String(proxied.port)}`);
    const named = { host: 'amphora.example.org', origin };
    const entered = await one.submit('/amphora/sign-in', { key: mia.apiKey }, named);
    expect(entered.headers['set-cookie']).toEqual([expect.stringMatching(SECURE('443'))]);
    expect((await one.open(PAGE, { host: named.host })).status).toBe(200);
    expect((await one.post('/amphora/pages/nowhere', { method: 'x' }, named)).status).toBe(400);
    const plain = { ...named, origin: 'http://amphora.example.org' };
    expect((await one.post('/amphora/pages/nowhere', { method: 'x' }, plain)).status).toBe(403);
  });

  test.skipIf(!hasOpenssl)('over TLS have such a cookie, too', async () => {
    const folder = temporaryFolder();
    try {
      const { authority, cert, key } = makeCertificate(folder.path, 'IP:127.0.0.1');
      const secure = await team.serve({ pagesFolder: pages.path, tls: { certificate: cert, key } });
      const headers = { origin: secure.url, 'content-type': 'application/x-www-form-urlencoded' };
      const options = { method: 'POST', headers, ca: fs.readFileSync(authority), agent: false };
      const request = https.request(`${secure.url}/amphora/sign-in`, options);
      request.end(`key=${mia.apiKey}`);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.resume();
      expect(response.headers['set-cookie']).toEqual([expect.stringMatching(SECURE(String(secure.port)))]);
    } finally {
      folder.remove();
    }
  });

  test('who have no session are shown how to come in', async () => {
    const reply = await ask(`${server.url}${PAGE}`, OPENED);
    expect([reply.status, reply.text]).toEqual([401, expect.stringContaining('<h1>Sign in to Amphora</h1>')]);
  });
});
