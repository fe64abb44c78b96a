import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const steps = path.resolve(import.meta.dirname, '../../../examples/digits/steps');
let folder = '';

/** Runs a step in its own folder `where`, with other folders as its inputs, as Amphora would. */
function run(step: string, where: string, config: object, inputs: Record<string, string> = {}) {
  const [configFile, summaryFile] = [path.join(folder, 'config.json'), path.join(folder, 'summary.json')];
  writeFileSync(configFile, JSON.stringify(config));
  rmSync(summaryFile, { force: true });
  const { status, stderr } = spawnSync(process.execPath, [path.join(steps, `${step}.mjs`)], {
    cwd: where,
    env: { ...process.env, ...inputs, AMPHORA_CONFIG: configFile, AMPHORA_SUMMARY: summaryFile },
    encoding: 'utf8',
  });
  const summary: unknown = existsSync(summaryFile)
    ? JSON.parse(readFileSync(summaryFile, 'utf8'))
    : undefined;
  return { status, stderr, summary };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'digits-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('steps', () => {
  it('make a tested model from one another, each from the folders it is told', () => {
    const place = () => mkdtempSync(path.join(folder, 'step-'));
    const [load, preprocess, initialize, train, report] = [place(), place(), place(), place(), place()];
    const output = (where: string, name: string) => path.join(where, 'out', name);

    expect(run('load-data', load, { pictures: 2 })).toMatchObject({
      status: 0,
      summary: { training: 1259, validation: 269, test: 269 },
    });
    expect(readdirSync(output(load, 'digits-raw')).toSorted()).toEqual(
      ['dataset.json', 'pictures', 'test.csv', 'training.csv', 'validation.csv'].toSorted(),
    );

    const raw = { AMPHORA_INPUT_DIGITS_RAW: output(load, 'digits-raw') };
    expect(run('preprocess-data', preprocess, { shifts: true }, raw)).toMatchObject({
      status: 0,
      summary: { training: 5 * 1259, validation: 269, test: 269 },
    });
    expect(run('initialize', initialize, { hidden: [16] })).toMatchObject({ summary: { weights: 1210 } });

    const data = { AMPHORA_INPUT_DIGITS_PREPROCESS: output(preprocess, 'digits-preprocess') };
    const model = { AMPHORA_INPUT_MLP: output(initialize, 'mlp') };
    expect(run('train', train, { epochs: 5 }, { ...data, ...model }).status).toBe(0);

    const trained = { AMPHORA_INPUT_TRAINED_MODEL: output(train, 'trained-model') };
    const { summary } = run('report', report, { hardest: 3 }, { ...data, ...trained });
    expect(summary).toMatchObject({ examples: 269 });
    expect((summary as { accuracy: number }).accuracy).toBeGreaterThanOrEqual(0.9);
    expect(readdirSync(path.join(output(report, 'predictions'), 'hardest'))).toHaveLength(3);
    const text = readFileSync(path.join(output(report, 'predictions'), 'report.md'), 'utf8');
    expect(text).toContain('of 269 test digits are recognised');
  });

  it('refuse a setting that they do not have, by name', () => {
    const { status, stderr } = run('initialize', folder, { hiden: [16] });
    expect(status).toBe(1);
    expect(stderr).toContain('No setting is called "hiden". This step has: hidden, seed.');
  });

  it('say which input is missing and how to give it', () => {
    const { status, stderr } = run('preprocess-data', mkdtempSync(path.join(folder, 'empty-')), {});
    expect(status).toBe(1);
    expect(stderr).toContain('Run the step that makes it first, or set AMPHORA_INPUT_DIGITS_RAW.');
  });
});
