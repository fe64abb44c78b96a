import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';

const VIEWS = [
  { command: 'amphora.artifacts.sort', setting: 'amphora.tree.sortArtifacts', order: 'updated' },
  { command: 'amphora.runs.sort', setting: 'amphora.tree.sortRuns', order: 'state' },
];

describe('sorting a view', () => {
  afterEach(async () => {
    for (const { setting } of VIEWS)
      await vscode.workspace.getConfiguration().update(setting, undefined, vscode.ConfigurationTarget.Global);
  });

  for (const { command, setting, order } of VIEWS) {
    it(`by ${command} remembers the order in ${setting}`, async () => {
      await vscode.commands.executeCommand(command, order);
      assert.equal(vscode.workspace.getConfiguration().get(setting), order);
    });
  }
});
