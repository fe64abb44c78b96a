import { describe, expect, it } from 'vitest';
import type { TeamInput } from '../../../src/cli/serve/teamOptions.ts';
import { readTeamOptions } from '../../../src/cli/serve/teamOptions.ts';

const NOTHING: TeamInput = {
  host: '127.0.0.1',
  'tls-cert': undefined,
  'tls-key': undefined,
  'trusted-proxy': undefined,
  'public-url': undefined,
  insecure: false,
  metrics: undefined,
  'log-format': undefined,
  drain: undefined,
};
const read = (given: Partial<TeamInput>, isLoopback = true) =>
  readTeamOptions({ ...NOTHING, ...given }, isLoopback);

describe('what a team’s server is told', () => {
  it('has defaults', () => {
    expect(read({})).toEqual({ logFormat: 'json', drain: 30_000 });
  });

  it('is read', () => {
    const options = read({
      'tls-cert': 'c.pem',
      'tls-key': 'k.pem',
      'trusted-proxy': '10.0.0.5, 192.168.0.0/16, fd00::/8',
      'public-url': 'https://amphora.example.org/',
      metrics: '[::1]:9400',
      'log-format': 'text',
      drain: '5',
    });
    expect(options).toMatchObject({
      tls: { certificate: 'c.pem', key: 'k.pem' },
      publicUrl: 'https://amphora.example.org',
      metrics: { host: '::1', port: 9400 },
      logFormat: 'text',
      drain: 5000,
    });
    const { proxies } = options;
    expect(['10.0.0.5', '10.0.0.6', '192.168.7.7'].map(address => proxies?.check(address))).toEqual([
      true,
      false,
      true,
    ]);
    expect(proxies?.check('fd12::1', 'ipv6')).toBe(true);
  });

  it.each<[Partial<TeamInput>, string]>([
    [{ 'tls-cert': 'c.pem' }, '--tls-cert and --tls-key go together'],
    [{ 'trusted-proxy': '10.0.0.0/33' }, '--trusted-proxy takes addresses'],
    [{ 'trusted-proxy': 'proxy.lan' }, 'not "proxy.lan"'],
    [{ 'trusted-proxy': '10.0.0.1/8/9' }, '--trusted-proxy takes addresses'],
    [{ 'public-url': 'https://amphora.example.org/path' }, '--public-url takes an address'],
    [{ 'public-url': 'ftp://amphora.example.org' }, '--public-url takes an address'],
    [{ metrics: '9400' }, '--metrics takes HOST:PORT'],
    [{ metrics: '127.0.0.1:99999' }, '--metrics takes a whole number'],
    [{ 'log-format': 'xml' }, '--log-format is json or text'],
    [{ drain: 'soon' }, '--drain takes a whole number'],
  ])('is refused where it makes no sense: %j', (given, problem) => {
    expect(() => read(given)).toThrow(problem);
  });

  it('does not let keys cross the network in the clear unless somebody says so', () => {
    expect(() => read({ host: '0.0.0.0' }, false)).toThrow(
      'On 0.0.0.0, keys would cross the network in the clear; give --tls-cert and --tls-key',
    );
    for (const given of [
      { insecure: true },
      { 'trusted-proxy': '10.0.0.1' },
      { 'tls-cert': 'c', 'tls-key': 'k' },
    ])
      expect(read({ host: '0.0.0.0', ...given }, false)).toMatchObject({ logFormat: 'json' });
  });
});
