import assert from 'node:assert/strict';
import path from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { setTerminalVariables } from '../../src/extension/terminalVariables.ts';
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
      prepend: put,
      replace: put,
    };
    let store = '/first';
    const set = setTerminalVariables(collection, '/extension/bin', () => store);
    assert.equal(collection.persistent, false);
    assert.deepEqual(Object.fromEntries(variables), {
      PATH: `/extension/bin${path.delimiter}`,
      AMPHORA_NODE: process.execPath,
      AMPHORA_STORE: '/first',
    });
    store = '/second';
    const changed = next(vscode.workspace.onDidChangeConfiguration, event =>
      event.affectsConfiguration('amphora.store.path'),
    );
    await useStore('/changed');
    await changed;
    assert.equal(variables.get('AMPHORA_STORE'), '/second');
    set.dispose();
    assert.equal(variables.size, 0);
  });
});
