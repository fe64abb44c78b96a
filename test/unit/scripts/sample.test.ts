import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorkspace, prepareSample } from '../../../scripts/lib/sample.mjs';

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

let folder = '';
let workspace = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-sample-'));
  workspace = path.join(folder, 'workspace');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const inWorkspace = (...names: string[]) => path.join(workspace, ...names);
const readTasks = () =>
  JSON.parse(fs.readFileSync(inWorkspace('.vscode/tasks.json'), 'utf8')) as {
    readonly tasks: readonly (Command & { readonly windows: Command })[];
  };

describe('the sample workspace', () => {
  it('has the pipeline with wandb, with the data of the other one where it looks for it', () => {
    makeWorkspace(workspace, path.join(folder, 'store'));
    const names = fs.readdirSync(inWorkspace('digits-wandb'));
    expect(names).toEqual(expect.arrayContaining(['run.py', 'requirements.txt', 'README.md', 'digits']));
    expect(names).not.toContain('data');
    expect(fs.existsSync(inWorkspace('data/digits.csv.gz'))).toBe(true);
  });

  it('has a task that starts a script there is, on every system', () => {
    makeWorkspace(workspace, path.join(folder, 'store'));
    const scripts = readTasks().tasks.flatMap(({ args, windows }) => [args.at(-1), windows.args.at(-1)]);
    expect(scripts).toEqual(['digits-wandb/start.sh', 'digits-wandb\\start.cmd']);
    for (const script of scripts) {
      expect(fs.existsSync(inWorkspace(...(script ?? '').split(/[\\/]/)))).toBe(true);
    }
  });

  it('gets the pipeline with wandb when it is from before there was one, and keeps the rest', async () => {
    fs.mkdirSync(inWorkspace('.vscode'), { recursive: true });
    fs.writeFileSync(inWorkspace('.vscode/tasks.json'), '{"tasks":[]}');
    fs.writeFileSync(path.join(folder, 'ready'), '');
    expect(await prepareSample(folder)).toBe(workspace);
    expect(readTasks().tasks).toEqual([]);

    const settings = inWorkspace('digits-wandb/settings.py');
    expect(fs.readFileSync(settings, 'utf8')).toContain('TRAININGS');
    fs.writeFileSync(settings, 'mine');
    await prepareSample(folder);
    expect(fs.readFileSync(settings, 'utf8')).toBe('mine');
  });
});
