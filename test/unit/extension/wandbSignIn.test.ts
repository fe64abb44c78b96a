import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findSignIn } from '../../../src/extension/tracking/wandbSignIn.ts';
import type { SignIn } from '../../../src/extension/tracking/wandbSignIn.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-sign-in-'));
afterAll(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

const KEY = 'k'.repeat(43);
const OURS = 'http://127.0.0.1:4096';
const netrc = 'machine api.wandb.ai\n  login user\n  password abc\n';
const elsewhere = '[default]\nbase_url = https://wandb.example.com\n';

/** Looks in a home and a workspace that hold these files; file names of what is found are relative to them. */
async function look(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<SignIn | undefined> {
  const place = fs.mkdtempSync(path.join(root, 'place-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
    fs.writeFileSync(path.join(place, name), text);
  }
  const before = fs.readdirSync(place, { recursive: true });
  const found = await findSignIn({
    env,
    home: path.join(place, 'home'),
    folders: [path.join(place, 'one'), path.join(place, 'two')],
    ownKeys: [KEY],
    ownUrls: [OURS],
  });
  expect(fs.readdirSync(place, { recursive: true })).toEqual(before);
  return found?.kind === 'file' ? { ...found, path: path.relative(place, found.path) } : found;
}

const file = (name: string): SignIn => ({ kind: 'file', path: path.normalize(name) });
const variable = (name: string): SignIn => ({ kind: 'variable', name });

describe('a sign-in to W&B', () => {
  test('is none where there is nothing', async () => {
    expect(await look({})).toBeUndefined();
  });

  test.each([
    [{ WANDB_API_KEY: 'abc' }, 'WANDB_API_KEY'],
    [{ WANDB_API_KEY: 'abc', WANDB_BASE_URL: OURS }, 'WANDB_API_KEY'],
    [{ WANDB_API_KEY: KEY, WANDB_IDENTITY_TOKEN_FILE: '/t' }, 'WANDB_IDENTITY_TOKEN_FILE'],
    [{ WANDB_BASE_URL: 'https://wandb.example.com' }, 'WANDB_BASE_URL'],
  ])('is in the environment: %o', async (env, name) => {
    expect(await look({ 'home/.netrc': netrc }, env)).toEqual(variable(name));
  });

  test.each([
    {},
    { WANDB_API_KEY: '', WANDB_BASE_URL: ' ' },
    { WANDB_BASE_URL: 'https://api.wandb.ai/' },
    { WANDB_BASE_URL: `${OURS}/` },
    { WANDB_API_KEY: KEY, WANDB_BASE_URL: 'http://127.0.0.1:1' },
    { WANDB_PROJECT: 'p', WANDB_MODE: 'offline' },
  ])('is not in an environment of ours, or one that says nothing: %o', async env => {
    expect(await look({}, env)).toBeUndefined();
  });

  test.each([
    ['home/.netrc', {}],
    ['home/_netrc', {}],
    ['home/elsewhere', { NETRC: '~/elsewhere' }],
  ])('is in %s', async (name, env) => {
    expect(await look({ [name]: netrc }, env)).toEqual(file(name));
  });

  test('is not in a netrc file that the SDK does not come to', async () => {
    expect(await look({ 'home/.netrc': '', 'home/_netrc': netrc })).toBeUndefined();
    expect(await look({ 'home/.netrc': netrc }, { NETRC: '~/none' })).toBeUndefined();
    expect(await look({ 'home/.netrc': 'machine github.com password abc' })).toBeUndefined();
  });

  test.each([
    ['home/.config/wandb/settings', elsewhere, {}],
    ['home/config/settings', elsewhere, { WANDB_CONFIG_DIR: '~/config' }],
    ['two/wandb/settings', elsewhere, {}],
    ['one/.wandb/settings', '[default]\napi_key = abc\n', {}],
    ['home/.config/wandb/settings', '[default]\nidentity_token_file = /t\n', {}],
  ])('is in %s', async (name, text, env) => {
    expect(await look({ [name]: text }, env)).toEqual(file(name));
  });

  test.each(['mode = offline', 'base_url = https://api.wandb.ai', `base_url = ${OURS}/`, 'base_url ='])(
    'is not in settings that say only “%s”',
    async line => {
      expect(await look({ 'home/.config/wandb/settings': `[default]\n${line}\n` })).toBeUndefined();
    },
  );

  test('is in the workspace’s .env, but for what we wrote there', async () => {
    expect(await look({ 'two/.env': 'WANDB_API_KEY=abc\n' })).toEqual(file('two/.env'));
    expect(
      await look({ 'two/.env': `WANDB_API_KEY=${KEY}\nWANDB_BASE_URL=http://127.0.0.1:1\n` }),
    ).toBeUndefined();
  });

  test('is not in what cannot be read', async () => {
    expect(await look({ 'home/.netrc/x': '', 'one/.env/x': '', 'one/wandb/settings/x': '' })).toBeUndefined();
  });
});
