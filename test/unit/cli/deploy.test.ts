/** What teams deploy with says what the program understands. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { parseInput } from '../../../src/cli/parseInput.ts';
import type { TeamInput } from '../../../src/cli/serve/teamOptions.ts';
import { readTeamOptions } from '../../../src/cli/serve/teamOptions.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (...names: readonly string[]) => fs.readFileSync(path.join(root, ...names), 'utf8');

/** Variables as whoever deploys sets them. */
const filled = (text: string) =>
  text.replaceAll('${AMPHORA_HOST}', 'amphora.example.org').replaceAll('${CREDENTIALS_DIRECTORY}', '/run/c');

function serveOptions([name, ...args]: readonly string[]) {
  const command = COMMANDS.find(each => each.name === name);
  if (!command) throw new Error(`There is no command ${String(name)}`);
  const { input } = parseInput(command, args);
  return readTeamOptions(input.options as unknown as TeamInput, false);
}

const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map(item => item.trim().replace(/^['"]|['"]$/g, ''))
    .filter(item => item !== '');

describe('what teams deploy with', () => {
  const compose = read('deploy', 'compose.yaml');

  it('starts a server behind the proxy of the composition', () => {
    const [, command = ''] = /command:\s*\[([^\]]*)\]/.exec(compose) ?? [];
    const options = serveOptions(listOf(filled(command)));
    expect(options).toMatchObject({ publicUrl: 'https://amphora.example.org' });
    const [, subnet = ''] = /subnet: ([\d.]+)\.\d+\/24/.exec(compose) ?? [];
    expect(options.proxies?.check(`${subnet}.9`)).toBe(true);
    expect(options.proxies?.check('203.0.113.9')).toBe(false);
  });

  it('starts a server with a certificate under systemd', () => {
    const [, line = ''] = /^ExecStart=\S+ \S+cli\.js (.*)$/m.exec(read('deploy', 'amphora.service')) ?? [];
    expect(serveOptions(filled(line).split(' '))).toMatchObject({
      tls: { certificate: '/run/c/cert.pem', key: '/run/c/key.pem' },
      metrics: { host: '127.0.0.1', port: 9464 },
    });
  });

  it('waits for a server that is to stop at least as long as that drains', () => {
    const { drain } = serveOptions(['serve', '--insecure']);
    const seconds = (text: string, pattern: RegExp) => 1000 * Number(pattern.exec(text)?.[1]);
    expect(seconds(compose, /stop_grace_period: (\d+)s/)).toBeGreaterThan(drain);
    expect(seconds(read('deploy', 'amphora.service'), /TimeoutStopSec=(\d+)/)).toBeGreaterThan(drain);
  });

  it('has every variable of the composition in its example, and no more', () => {
    const used = [...compose.matchAll(/\$\{(\w+)\}/g)].map(match => match[1]);
    const set = [...read('deploy', 'example.env').matchAll(/^(\w+)=/gm)].map(match => match[1]);
    expect(set.toSorted()).toEqual([...new Set(used)].toSorted());
  });

  it('copies into the image what a production build makes', () => {
    const dockerfile = read('deploy', 'Dockerfile');
    const copied = [...dockerfile.matchAll(/\/src\/dist\/(\S+)/g)].map(match => match[1]);
    expect(copied).toEqual(['cli.js', 'server.js', 'ThirdPartyNotices.txt', 'webview']);
    const [, ...commands] = [...dockerfile.matchAll(/^RUN (node .*)$/gm)].flatMap(match => match);
    expect(commands).toEqual(['node scripts/build.mjs --production']);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  const verifies = (() => {
    try {
      execFileSync('systemd-analyze', ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();
  it.skipIf(!verifies)(
    `is a unit that systemd reads${verifies ? '' : ' (skipped: needs systemd-analyze)'}`,
    () => {
      const unit = read('deploy', 'amphora.service').replaceAll('/usr/bin/node', process.execPath);
      const folder = fs.mkdtempSync(path.join(root, 'test-results', 'unit-'));
      const file = path.join(folder, 'amphora.service');
      fs.writeFileSync(file, unit);
      try {
        const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
        // It also tells of other units of the machine.
        expect(stderr.split('\n').filter(line => line.includes('amphora.service'))).toEqual([]);
        expect(status).toBe(0);
      } finally {
        fs.rmSync(folder, { recursive: true });
      }
    },
  );
});
