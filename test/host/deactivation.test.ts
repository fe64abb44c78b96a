import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/extension/contributions/commands.ts';
import { endServers, extension, memento, temporaryFolder, useStore, writeFiles } from './support.ts';

interface Program {
  activate(context: vscode.ExtensionContext): Promise<void>;
  deactivate(): Promise<void>;
}

/** The extension's own module, as VS Code has loaded it. */
function program(): Program {
  const file = vscode.Uri.joinPath(extension().extensionUri, 'dist', 'extension.js').fsPath;
  return createRequire(__filename)(file) as Program;
}

/** Variables of terminals are `terminalVariables.test.ts`'s. */
const noted = () => undefined;

/** What a person left who has a remote store. */
function withRemote(): vscode.Memento {
  const memory = memento();
  void memory.update('amphora.remotes', [{ name: 'team', url: 'https://team.example', entity: 'us' }]);
  return memory;
}

function context(): vscode.ExtensionContext {
  const { extensionUri } = extension();
  const environmentVariableCollection = { prepend: noted, replace: noted, delete: noted, clear: noted };
  return {
    extensionUri,
    globalStorageUri: vscode.Uri.joinPath(extensionUri, 'never-made'),
    workspaceState: memento(),
    globalState: withRemote(),
    // Read when a remote store is opened, and not before.
    secrets: {},
    subscriptions: [],
    environmentVariableCollection,
  } as unknown as vscode.ExtensionContext;
}

/** Counts calls of every function of a module while `run` runs. */
function callsOf(module: object, run: () => void): string[] {
  const calls: string[] = [];
  const functions = module as Record<string, unknown>;
  const originals = Object.entries(functions).filter(
    ([name, value]) => typeof value === 'function' && /^[a-z]/.test(name),
  );
  for (const [name, original] of originals) {
    functions[name] = (...args: unknown[]) => {
      calls.push(name);
      return (original as (...args: unknown[]) => unknown)(...args);
    };
  }
  try {
    run();
  } finally {
    for (const [name, original] of originals) functions[name] = original;
  }
  return calls;
}

const ours = async () => (await vscode.commands.getCommands(true)).filter(id => Object.hasOwn(COMMANDS, id));

describe('deactivation', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');

  before(async () => {
    await useStore(store);
    await extension().activate();
  });

  after(async () => {
    await useStore(undefined);
    await endServers(folder.path);
    folder.dispose();
  });

  it('lets go of everything when it ends, and begins again without touching the disk', async () => {
    const data = writeFiles(path.join(folder.path, 'data'), { 'a.txt': 'a' });
    await vscode.commands.executeCommand('amphora.artifact.log', {
      path: data,
      artifact: 'a',
      type: 'dataset',
      project: 'p',
    });
    assert.equal(fs.existsSync(store), true);

    await program().deactivate();
    assert.deepEqual(await ours(), []);

    const calls = callsOf(fs, () => {
      void program().activate(context());
    });
    assert.deepEqual(calls, []);
    assert.equal((await ours()).length, Object.keys(COMMANDS).length);
    const text = await vscode.commands.executeCommand('amphora.version.copyReference', {
      reference: 'p/a:v0',
    });
    assert.equal(text, 'p/a:v0');
  });
});
