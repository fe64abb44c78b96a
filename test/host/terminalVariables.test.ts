import assert from 'node:assert/strict';
import path from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { setTerminalVariables } from '../../src/extension/terminalVariables.ts';
import type { GivenVariables } from '../../src/extension/tracking/SdkVariables.ts';
import { next, useStore } from './support.ts';

describe('variables of terminals', () => {
  after(() => useStore(undefined));

  it('follow the setting and go with the extension', async () => {
    const variables = new Map<string, string>();
    const put = (name: string, value: string) => {
      variables.set(name, value);
    };
    const collection = {
      persistent: true,
      description: '',
      clear: variables.clear.bind(variables),
      delete: (name: string) => void variables.delete(name),
      prepend: put,
      replace: put,
    };
    let store = '/first';
    const changed = new vscode.EventEmitter<void>();
    const sdk: { current: GivenVariables | undefined; onDidChange: vscode.Event<void> } = {
      current: undefined,
      onDidChange: changed.event,
    };
    const set = setTerminalVariables(collection, '/extension/bin', () => store, sdk);
    assert.equal(collection.persistent, false);
    assert.deepEqual(Object.fromEntries(variables), {
      PATH: `/extension/bin${path.delimiter}`,
      AMPHORA_NODE: process.execPath,
      AMPHORA_STORE: '/first',
    });
    store = '/second';
    const settingChanged = next(vscode.workspace.onDidChangeConfiguration, event =>
      event.affectsConfiguration('amphora.store.path'),
    );
    await useStore('/changed');
    await settingChanged;
    assert.equal(variables.get('AMPHORA_STORE'), '/second');
    assert.doesNotMatch(collection.description, /wandb/);

    const values = { WANDB_BASE_URL: 'http://127.0.0.1:1', WANDB_API_KEY: 'k', NO_PROXY: '127.0.0.1' };
    sdk.current = { values, always: true };
    changed.fire();
    assert.equal(variables.get('WANDB_BASE_URL'), values.WANDB_BASE_URL);
    assert.equal(variables.get('WANDB_API_KEY'), 'k');
    assert.equal(variables.get('NO_PROXY'), '127.0.0.1');
    assert.match(collection.description, /wandb/);
    sdk.current = undefined;
    changed.fire();
    assert.deepEqual([...variables.keys()], ['PATH', 'AMPHORA_NODE', 'AMPHORA_STORE']);
    assert.doesNotMatch(collection.description, /wandb/);

    set.dispose();
    assert.equal(variables.size, 0);
  });
});
