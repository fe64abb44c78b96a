import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { LogResult } from '../../src/transfer/requests.ts';
import type { PageService } from '../../src/worker/service.ts';
import { logArtifact } from '../../src/extension/commands/logArtifact.ts';
import { connect, failure, memento, over, temporaryFolder, useStore, writeFiles } from './support.ts';

const log = (request: object) => vscode.commands.executeCommand<LogResult>('amphora.artifact.log', request);

describe('Log Folder as Artifact', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  const data = path.join(folder.path, 'data');
  let service: PageService;

  before(async () => {
    writeFiles(data, { 'a.txt': 'one', 'sub/b.txt': 'two' });
    await useStore(store);
    service = connect(store);
  });

  after(async () => {
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  it('logs a folder with all it is told', async () => {
    const { version, created, files, bytes } = await log({
      path: data,
      project: 'demo',
      artifact: 'mnist',
      type: 'dataset',
      aliases: ['best', 'latest'],
      description: 'digits',
      metadata: { rows: 2 },
      tags: ['raw'],
    });
    assert.deepEqual({ created, files, bytes }, { created: true, files: 2, bytes: 6 });
    const stored = await service.store.version(version.id);
    assert.deepEqual([...stored.aliases].sort(), ['best', 'latest']);
    assert.deepEqual(
      [stored.artifact, stored.type, stored.description, stored.metadata, stored.tags],
      ['mnist', 'dataset', 'digits', { rows: 2 }, ['raw']],
    );
  });

  it('makes no new version of the same content', async () => {
    const again = await log({ path: data, project: 'demo', artifact: 'mnist', type: 'dataset' });
    assert.deepEqual([again.created, again.version.index], [false, 0]);
  });

  it('uses the project of the last log where none is named', async () => {
    const { version } = await log({ path: data, artifact: 'other', type: 'dataset' });
    assert.equal(version.project, 'demo');
  });

  for (const [what, request, code] of [
    ['an empty name', { artifact: '', type: 'dataset' }, 'name-invalid'],
    ['a name with a slash', { artifact: 'a/b', type: 'dataset' }, 'name-invalid'],
    ['a reserved alias', { artifact: 'a', type: 'dataset', aliases: ['v1'] }, 'alias-reserved'],
    ['another type than the artifact has', { artifact: 'mnist', type: 'model' }, 'artifact-type-differs'],
    ['a folder that is not there', { artifact: 'a', type: 'dataset', path: '/nowhere' }, 'folder-not-found'],
  ] as const) {
    it(`refuses ${what} and logs nothing`, async () => {
      const count = async () => (await service.store.projects()).items.map(project => project.artifactCount);
      const before = await count();
      await failure(log({ path: data, project: 'demo', ...request }), code);
      assert.deepEqual(await count(), before);
    });
  }

  it('leaves nothing behind when it is cancelled', async () => {
    const big = path.join(folder.path, 'big');
    writeFiles(
      big,
      Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${String(i)}`, `content ${String(i)}`])),
    );
    const cancelled = new AbortController();
    const call = service.log(
      { path: big, project: 'demo', artifact: 'cancelled', type: 'dataset' },
      {
        signal: cancelled.signal,
        onProgress: () => {
          cancelled.abort();
        },
      },
    );
    await assert.rejects(call, { name: 'AbortError' });
    const [project] = (await service.store.projects()).items;
    assert.ok(project);
    const { items } = await service.store.artifacts({ project: project.id });
    assert.ok(items.every(artifact => artifact.name !== 'cancelled'));
  });

  it('asks for name and type only, and remembers them', async () => {
    const connection = over(connect(store));
    const memory = memento();
    const file = vscode.Uri.file(fs.realpathSync(data));
    try {
      const logged = logArtifact({ connection, memory, stores: { all: [connection] } }, file);
      // Enter three times: the folder's name, the type, and what will be logged.
      for (const answered = logged.then(() => true); ;) {
        const done = await Promise.race([answered, accept()]);
        if (done) break;
      }
      const result = await logged;
      assert.deepEqual([result?.version.artifact, result?.version.type], ['data', 'dataset']);
      assert.ok(memory.keys().includes('amphora.log.answers'));
    } finally {
      await connection.close();
    }
  });
});

/** Presses Enter in whatever quick input is open, and gives the window a turn to show the next. */
async function accept(): Promise<false> {
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  return false;
}
