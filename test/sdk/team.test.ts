/** Several users of one team's server, each with the unmodified SDK. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import type { Role } from '../../src/core/roles.ts';
import { withAccounts } from '../../src/store/postgres/openAccounts.ts';
import type { Cluster } from '../support/postgres.ts';
import { hasPostgres, needsPostgres, startPostgres } from '../support/postgres.ts';
import type { TeamServedHere } from '../support/serveTeamHere.ts';
import { serveTeamHere } from '../support/serveTeamHere.ts';
import { Programs } from './sdk.ts';

const TEAM = 'vision';
const USERS: Readonly<Record<string, Role | undefined>> = {
  mia: 'member',
  vera: 'viewer',
  ada: 'admin',
  sam: undefined,
};

interface Told {
  readonly log: unknown;
  readonly read: unknown;
  readonly history: unknown;
  readonly delete: unknown;
  readonly whoami: unknown;
}

const says = (text: string): unknown => expect.stringContaining(text);

describe.skipIf(!hasPostgres)(`a team’s server${needsPostgres}`, () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-sdk-team-')));
  const programs = new Map<string, Programs>();
  let cluster: Cluster;
  let server: TeamServedHere;
  beforeAll(async () => {
    cluster = await startPostgres();
    const database = await cluster.create('team');
    server = await serveTeamHere({ database, blobs: path.join(folder, 'blobs') });
    await withAccounts(database, async accounts => {
      await accounts.addTeam(TEAM);
      for (const [user, role] of Object.entries(USERS)) {
        const { key } = await accounts.addUser(user, role ? { team: TEAM, role } : {});
        programs.set(user, new Programs(path.join(folder, user), { url: server.url, apiKey: key }));
      }
    });
  });
  afterAll(async () => {
    await server.stop();
    await cluster.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it.each(GENERATIONS)('lets each user of wandb %s do what their role allows', async version => {
    const project = `digits-${version}`;
    const attempt = (user: string, what: string) =>
      programs.get(user)!.python<Told>(version, 'team.py', [project, TEAM, what]);
    expect(await attempt('mia', 'member')).toEqual({
      log: [TEAM, 'v0'],
      read: 'weights of member',
      history: [0.5],
      delete: says('This needs the role admin in "vision", and yours is member'),
      whoami: ['mia', [TEAM]],
    });
    expect(await attempt('vera', 'viewer')).toEqual({
      log: says('This needs the role member in "vision", and yours is viewer'),
      read: 'weights of member',
      history: [0.5],
      delete: says('This needs the role admin in "vision", and yours is viewer'),
      whoami: ['vera', [TEAM]],
    });
    const stranger = await attempt('sam', 'stranger');
    expect(stranger).toMatchObject({
      log: says('There is no user or team "vision" here'),
      whoami: ['sam', []],
    });
    expect(JSON.stringify([stranger.read, stranger.history, stranger.delete])).not.toMatch(
      /weights|0\.5|role/,
    );
    expect([stranger.read, stranger.history, stranger.delete]).toEqual([
      says('Error'),
      says('Error'),
      says('Error'),
    ]);
    expect(await attempt('ada', 'admin')).toMatchObject({ log: [TEAM, 'v1'], delete: null });
  });
});
