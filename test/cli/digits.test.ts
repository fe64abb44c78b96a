import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const cli = path.join(root, 'dist/cli.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-digits-'));
const store = path.join(folder, 'store');
const sample = path.join(folder, 'digits');

interface Version {
  readonly version: number;
  readonly aliases: readonly string[];
  readonly description: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: sample,
    env: { ...process.env, AMPHORA_CLI: cli },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

const runSample = () => run(path.join(sample, 'run.mjs'), '--store', store);

function versions(artifact: string): readonly Version[] {
  const answer = JSON.parse(run(cli, 'ls', `digits/${artifact}`, '--store', store, '--json'));
  return (answer as { versions: Version[] }).versions
    .map(version => ({ ...version, aliases: version.aliases.toSorted() }))
    .toSorted((a, b) => a.version - b.version);
}

const ARTIFACTS = { 'digits-raw': 1, 'digits-preprocess': 2, mlp: 4, 'trained-model': 5, predictions: 2 };

describe('the digits sample', () => {
  beforeAll(() => {
    fs.cpSync(path.join(root, 'examples/digits'), sample, {
      recursive: true,
      filter: source => path.basename(source) !== 'out',
    });
    runSample();
  });
  afterAll(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it('fills a store with versions that say what they are', () => {
    for (const [artifact, count] of Object.entries(ARTIFACTS)) {
      const found = versions(artifact);
      expect(found, artifact).toHaveLength(count);
      for (const { description, metadata } of found) {
        expect(description).not.toBe('');
        expect(Object.keys(metadata)).not.toEqual([]);
      }
    }
  });

  it('calls the model best that validates best, and that one reads nine of ten unseen digits', () => {
    const models = versions('trained-model');
    const accuracies = models.map(({ metadata }) => Number(metadata['accuracy']));
    const best = models.filter(({ aliases }) => aliases.includes('best'));
    expect(best.map(({ metadata }) => metadata['accuracy'])).toEqual([Math.max(...accuracies)]);
    const report = versions('predictions').find(({ aliases }) => aliases.includes('latest'));
    expect(report?.metadata['accuracy']).toBeGreaterThanOrEqual(0.9);
  });

  it('gives the same versions when it runs again', () => {
    const before = Object.keys(ARTIFACTS).map(versions);
    runSample();
    expect(Object.keys(ARTIFACTS).map(versions)).toEqual(before);
  });

  it('records which versions each run used and made', () => {
    const shown = JSON.parse(run(cli, 'show', 'digits/trained-model:best', '--store', store, '--json')) as {
      loggedBy: { jobType: string }[];
      usedBy: { jobType: string }[];
    };
    expect(new Set(shown.loggedBy.map(({ jobType }) => jobType))).toEqual(new Set(['train']));
    expect(new Set(shown.usedBy.map(({ jobType }) => jobType))).toEqual(new Set(['report']));
  });
});
