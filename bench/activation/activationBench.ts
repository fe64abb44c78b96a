/** Milliseconds from asleep to active in a real VS Code: loading the bundle and running `activate()`. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { launch } from '../../test/vscode-host/launch.ts';

export interface ActivationResult {
  readonly rounds: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

async function measureOnce(root: string, folder: string, probe: string): Promise<number> {
  const output = path.join(folder, 'result.json');
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(workspace, { recursive: true });
  const code = await launch({
    extensions: [root],
    tests: probe,
    workspace,
    env: { AMPHORA_BENCH_OUTPUT: output },
  });
  try {
    if ((await code.exit) !== 0) throw new Error('VS Code could not activate the extension.');
    const { milliseconds } = JSON.parse(fs.readFileSync(output, 'utf8')) as { milliseconds: number };
    return milliseconds;
  } finally {
    await code.close();
  }
}

/** @param root the repository, built */
export async function activationBench(
  root: string,
  rounds: number,
  onProgress: (message: string) => void,
): Promise<ActivationResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-activation-'));
  const probe = path.join(folder, 'probe.js');
  await build({
    entryPoints: [path.join(root, 'test/host/activationProbe.ts')],
    outfile: probe,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  try {
    const times: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      times.push(await measureOnce(root, folder, probe));
      onProgress(`activation, round ${String(round)} of ${String(rounds)}`);
    }
    times.sort((a, b) => a - b);
    const at = (index: number) => times[index] ?? Number.NaN;
    return { rounds, median: at(Math.floor(rounds / 2)), min: at(0), max: at(rounds - 1) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
