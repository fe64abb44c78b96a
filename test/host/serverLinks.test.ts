import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { RunId } from '../../src/core/ids.ts';
import type { LineageScope } from '../../src/protocol/lineage.ts';
import { openServerLink } from '../../src/extension/tracking/openServerLink.ts';
import type { StoreService } from '../../src/worker/service.ts';
import { amphora, connect, failure, temporaryFolder, writeFiles } from './support.ts';

describe('links that the SDK prints', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  const shown: LineageScope[] = [];
  const revealed: RunId[] = [];
  let service: StoreService;

  const open = (link: Parameters<typeof openServerLink>[1]) =>
    openServerLink(
      {
        store: () => service.store,
        revealRun: id => {
          revealed.push(id);
          return Promise.resolve(true);
        },
        showLineage: scope => shown.push(scope),
      },
      link,
    );

  before(async () => {
    const data = writeFiles(path.join(folder.path, 'data'), { 'a.txt': 'a' });
    await amphora(store, 'log', data, '--name', '手', '--type', 'dataset', '--project', 'a b');
    service = connect(store);
  });

  after(async () => {
    await service.close();
    folder.dispose();
  });

  it('lead to the lineage of a project, a run and a version', async () => {
    const project = await service.store.project('a b');
    const run = await service.store.beginRun({ project: 'a b', jobType: 'train', key: 'k3j9x2ab' });
    const version = await service.store.resolve({ project: 'a b', artifact: '手', alias: 'v0' });
    const place = { entity: 'local', project: 'a b' };
    await open({ kind: 'project', ...place });
    await open({ kind: 'run', ...place, key: 'k3j9x2ab' });
    await open({ kind: 'artifact', ...place, artifact: '手', alias: 'v0' });
    assert.deepEqual(shown, [
      { project: project.id },
      { project: project.id, focus: run.id },
      { project: project.id, focus: version.id },
    ]);
    assert.deepEqual(revealed, [run.id]);
  });

  it('fail in words where what they lead to is gone', async () => {
    const place = { entity: 'local', project: 'a b' };
    await failure(open({ kind: 'project', entity: 'local', project: 'none' }), 'project-not-found');
    await failure(open({ kind: 'run', ...place, key: 'none' }), 'run-not-found');
    await failure(open({ kind: 'artifact', ...place, artifact: '手', alias: 'v9' }), 'version-not-found');
  });
});
