import fs from 'node:fs';
import path from 'node:path';
import { track } from './support.ts';

interface Results {
  passed: number;
  failed: number;
}

/** The extension host's own console is not ours to read; VS Code from npm copies this file to standard output. */
function print(line: string): void {
  const file = process.env['VSCODE_TEST_OUTPUT'];
  if (file) fs.appendFileSync(file, `${line}\n`);
  else console.log(line);
}

/** It ends the extension that VS Code has started. */
const LAST = 'deactivation.test.js';

function testFiles(): readonly string[] {
  const names = fs.readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  const tests = names.filter(name => name.endsWith('.test.js') && name !== LAST).sort();
  tests.push(LAST);
  return tests.map(name => path.join(__dirname, name));
}

async function runAll(): Promise<Results> {
  // Mocha is an ES module, and which of its exports a bundle's require() gives differs between versions of Node.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base });
  mocha.rootHooks({ beforeAll: () => track('off') });
  for (const file of testFiles()) mocha.addFile(file);
  const results: Results = { passed: 0, failed: 0 };
  return new Promise(resolve => {
    const runner = mocha.run(() => {
      resolve(results);
    });
    runner.on('pass', test => {
      results.passed += 1;
      print(`✓ ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error: Error) => {
      results.failed += 1;
      print(`✗ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
}

/** Runs every test of this folder; VS Code calls it, and its exit code is 1 when it rejects. */
export async function run(): Promise<void> {
  try {
    const { passed, failed } = await runAll();
    const file = process.env['AMPHORA_TEST_RESULTS'];
    if (file) fs.writeFileSync(file, JSON.stringify({ passed, failed }));
    if (failed > 0) throw new Error(`${failed} of ${passed + failed} tests failed in VS Code.`);
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}
