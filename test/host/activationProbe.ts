/** Runs inside VS Code: times how long the extension takes from asleep to active, and writes it down. */
import fs from 'node:fs';
import { extensions } from 'vscode';

export async function run(): Promise<void> {
  const extension = extensions.getExtension('amphora.amphora');
  const file = process.env['AMPHORA_BENCH_OUTPUT'];
  if (!extension || file === undefined) throw new Error('The extension is not installed here.');
  if (extension.isActive) throw new Error('The extension was active before anything asked for it.');
  const start = performance.now();
  await extension.activate();
  fs.writeFileSync(file, JSON.stringify({ milliseconds: performance.now() - start }));
}
