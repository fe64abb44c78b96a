import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isName } from '../../../src/core/names.ts';
import { findLinks } from '../../../src/extension/tracking/links.ts';

const server = 'http://127.0.0.1:4096';
const only = (line: string) => findLinks(line, [server]).map(({ link }) => link);
const inProject = { entity: 'local', project: 'p' };

describe('links to the server', () => {
  test.each([
    ['/local/p', { page: 'project', ...inProject }],
    ['/local/p/workspace?nw=1', { page: 'project', ...inProject }],
    ['/local/p/runs/k3j9x2ab', { page: 'run', ...inProject, run: 'k3j9x2ab' }],
    [
      '/local/p/artifacts/model/m/v3',
      { page: 'artifact', ...inProject, type: 'model', artifact: 'm', version: 'v3' },
    ],
  ])('%s', (path, link) => {
    expect(only(`wandb: 🚀 View run at: ${server}${path}`)).toEqual([link]);
  });

  test.each([
    '',
    '/',
    '/local',
    '/local//runs/x',
    '/local/p/settings',
    '/graphql',
    '/local/%zz',
    '0/local/p',
  ])('none in “%s”', path => {
    expect(only(`at ${server}${path} .`)).toEqual([]);
  });

  test('of other servers are not ours', () => {
    expect(
      only('https://wandb.ai/local/p http://127.0.0.1:40960/local/p http://127.0.0.1:409/local/p'),
    ).toEqual([]);
    expect(findLinks('http://127.0.0.1:1/local/p', [server, 'http://127.0.0.1:1'])).toHaveLength(1);
  });

  test.each([
    [`(see ${server}/local/p).`, `${server}/local/p`],
    [`[run](${server}/local/p/runs/a), and`, `${server}/local/p/runs/a`],
    [`"${server}/local/p";`, `${server}/local/p`],
    [`${server}/local/p/artifacts/t/a(1)/v0.`, `${server}/local/p/artifacts/t/a(1)/v0`],
  ])('end where the address does: %s', (line, address) => {
    const [found] = findLinks(line, [server]);
    expect(line.slice(found!.start, found!.start + found!.length)).toBe(address);
  });

  test('stand where they are in the line, whatever is around and within them', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isName);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 3 }), names => {
        const addresses = names.map(
          ([project, key]) => `${server}/local/${escaped(project)}/runs/${escaped(key)}`,
        );
        const line = `🏺 ${addresses.join(' 手 ')} end`;
        const found = findLinks(line, [server]);
        expect(found.map(({ start, length }) => line.slice(start, start + length))).toEqual(addresses);
        expect(found.map(({ link }) => link)).toEqual(
          names.map(([project, key]) => ({ page: 'run', entity: 'local', project, run: key })),
        );
      }),
    );
  });
});

/** As Python's `quote` does: it leaves fewer characters than JavaScript, so that none of them ends an address. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
