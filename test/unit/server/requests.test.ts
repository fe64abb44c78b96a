import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { describe, expect, test } from 'vitest';
import { takeFacts } from '../../../src/server/http/requests.ts';
import { routeOf } from '../../../src/server/http/routeOf.ts';
import { WrongKeys } from '../../../src/server/http/WrongKeys.ts';

const proxies = new BlockList();
proxies.addSubnet('10.0.0.0', 8, 'ipv4');
proxies.addAddress('fd00::5', 'ipv6');

function factsOf(remoteAddress: string, headers: IncomingHttpHeaders) {
  return takeFacts({ socket: { remoteAddress }, headers } as unknown as IncomingMessage, proxies);
}

describe('what headers say of a request', () => {
  const forwarded = {
    host: 'inner:7400',
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'amphora.example.org',
    'x-request-id': 'abc-123',
  };

  test('counts where a trusted proxy says it', () => {
    for (const peer of ['10.1.2.3', '::ffff:10.1.2.3', 'fd00::5']) {
      expect(factsOf(peer, forwarded)).toEqual({
        id: 'abc-123',
        client: '203.0.113.9',
        scheme: 'https',
        host: 'amphora.example.org',
      });
    }
  });

  test('does not count where anyone else says it', () => {
    const facts = factsOf('192.0.2.1', forwarded);
    expect(facts).toMatchObject({ client: '192.0.2.1', scheme: 'http', host: 'inner:7400' });
    expect(facts.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['what a client made up', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['what came through several of ours', '203.0.113.9, 10.0.0.2, 10.0.0.3', '203.0.113.9'],
    ['an address with a port', '203.0.113.9:51234', '203.0.113.9'],
    ['an address of IPv6 with a port', '[2001:db8::1]:443', '2001:db8::1'],
    ['no address at all', '203.0.113.9, unknown', '10.0.0.1'],
    ['nothing', '', '10.0.0.1'],
    ['only ours', '10.0.0.2', '10.0.0.2'],
  ])('names the client: %s', (_, chain, client) => {
    expect(factsOf('10.0.0.1', { 'x-forwarded-for': chain }).client).toBe(client);
  });

  test('gives no id that would forge a line of the log, and no scheme that there is not', () => {
    const facts = factsOf('10.0.0.1', { 'x-request-id': 'a\nb', 'x-forwarded-proto': 'javascript' });
    expect(facts.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(facts.scheme).toBe('http');
    for (const host of ['a@b', 'a b', 'a/b', '[', 'a:x'])
      expect(factsOf('10.0.0.1', { host: 'own', 'x-forwarded-host': host }).host).toBe('own');
  });
});

test('kinds of requests are few, whatever is asked for', () => {
  const kinds = {
    '/graphql': 'graphql',
    '/files/e/p/r/file_stream': 'file_stream',
    '/files/e/p/r/media/file_stream': 'run_file',
    '/wandb_artifacts/files/d/m': 'artifact_file',
    '/wandb_artifacts/manifests/d/m': 'artifact_manifest',
    '/ready': 'health',
    '/graphql/': 'other',
    '/%00': 'other',
  };
  expect(Object.keys(kinds).map(routeOf)).toEqual(Object.values(kinds));
});

describe('wrong keys', () => {
  const showMany = (keys: WrongKeys, address: string) => {
    let shown = 0;
    while (keys.wait(address) === 0) {
      keys.count(address);
      if (++shown > 1000) throw new Error('it never has to wait');
    }
    return shown;
  };

  test('make an address wait, for a little while', () => {
    let now = 0;
    const keys = new WrongKeys(() => now);
    const burst = showMany(keys, '192.0.2.1');
    expect(burst).toBeGreaterThan(5);
    const seconds = keys.wait('192.0.2.1');
    expect(keys.wait('192.0.2.2')).toBe(0);
    now += seconds;
    expect(showMany(keys, '192.0.2.1')).toBe(1);
    now += 3600;
    expect(showMany(keys, '192.0.2.1')).toBe(burst);
  });

  test('of one network of IPv6 are counted together', () => {
    const keys = new WrongKeys(() => 0);
    showMany(keys, '2001:db8:1:2::1');
    expect(keys.wait('2001:db8:1:2:ffff::9')).toBeGreaterThan(0);
    expect(keys.wait('2001:db8:1:3::1')).toBe(0);
    showMany(keys, '2001:db8::1');
    expect(keys.wait('2001:db8:0:0:7::')).toBeGreaterThan(0);
  });

  test('are remembered of so many addresses and no more', () => {
    const keys = new WrongKeys(() => 0);
    showMany(keys, '192.0.2.1');
    for (let i = 0; i < 10_000; i++) keys.count(`10.0.${String(i >> 8)}.${String(i & 255)}`);
    expect(keys.wait('192.0.2.1')).toBe(0);
  });
});
