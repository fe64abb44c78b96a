import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import { FileSystemError } from 'vscode';
import type { Version } from '../../src/core/version.ts';
import { ContentFileSystem } from '../../src/extension/files/ContentFileSystem.ts';
import { SizeGuard } from '../../src/extension/files/SizeGuard.ts';
import type { GuardWays } from '../../src/extension/files/SizeGuard.ts';
import { fileUri } from '../../src/extension/files/versionUri.ts';
import type { Stores } from '../../src/extension/stores/Stores.ts';
import type { PageService } from '../../src/worker/service.ts';
import { connect, extension, ownStores, temporaryFolder, writeFiles } from './support.ts';

describe('big files', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  let service: PageService;
  let stores: Stores;
  let version: Version;
  let files: ContentFileSystem;
  let events: string[];
  let answer: (label: string) => Promise<'open' | 'download' | undefined>;
  let wasOpen: (uri: vscode.Uri) => boolean;
  let openAgain: (() => void) | undefined;

  const read = async (name: string) =>
    new TextDecoder().decode(await files.readFile(fileUri('', version, name)));
  const refused = (name: string) =>
    assert.rejects(read(name), (error: unknown) => {
      assert.ok(error instanceof FileSystemError);
      assert.equal(error.code, 'Unavailable');
      assert.match(error.message, /^mnist:v0\/\w+ has [\d.]+ kB and was not opened/);
      return true;
    });

  before(async () => {
    await extension().activate();
    service = connect(store);
    stores = ownStores(store);
    const content = { small: 'small', big: 'b'.repeat(5000), other: 'o'.repeat(6000), bad: 'x'.repeat(7000) };
    const data = writeFiles(path.join(folder.path, 'data'), content);
    ({ version } = await service.log({ path: data, project: 'demo', artifact: 'mnist', type: 'dataset' }));
  });

  beforeEach(() => {
    events = [];
    answer = () => Promise.resolve('open');
    wasOpen = () => false;
    const ways: GuardWays = {
      limit: () => 1000,
      wasOpen: uri => wasOpen(uri),
      ask: ({ label }) => {
        events.push(`asked of ${label}`);
        return answer(label);
      },
      tell: ({ label }, open) => {
        events.push(`told of ${label}`);
        openAgain = open;
      },
      download: ({ label }) => events.push(`downloaded ${label}`),
    };
    files = new ContentFileSystem(stores, new SizeGuard(ways), () => events.push('told of a failure'));
  });

  after(async () => {
    files.dispose();
    await stores.close();
    await service.close();
    folder.dispose();
  });

  it('are asked about once, and small ones never', async () => {
    assert.equal(await read('small'), 'small');
    assert.deepEqual(events, []);
    assert.equal((await read('big')).length, 5000);
    assert.equal((await read('big')).length, 5000);
    assert.deepEqual(events, ['asked of mnist:v0/big']);
  });

  it('are not opened where a person leaves the question, or downloads them instead', async () => {
    answer = () => Promise.resolve(undefined);
    await refused('big');
    answer = () => Promise.resolve('download');
    await refused('big');
    answer = () => Promise.resolve('open');
    assert.equal((await read('big')).length, 5000);
    const asked = 'asked of mnist:v0/big';
    assert.deepEqual(events, [asked, asked, 'downloaded mnist:v0/big', asked]);
  });

  it('are asked about one after the other, and once for all who read the same', async () => {
    const answers = new Map<string, PromiseWithResolvers<'open' | undefined>>();
    const asked = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    answer = label => {
      const answering = Promise.withResolvers<'open' | undefined>();
      answers.set(label, answering);
      asked[answers.size - 1]?.resolve(undefined);
      return answering.promise;
    };
    const reading = Promise.all([read('big'), read('big'), read('other')]);
    await asked[0]?.promise;
    assert.equal(events.length, 1);
    const [first] = answers.keys();
    answers.get(first ?? '')?.resolve('open');
    await asked[1]?.promise;
    assert.equal(events.length, 2);
    for (const each of answers.values()) each.resolve('open');
    assert.deepEqual(
      (await reading).map(text => text.length),
      [5000, 5000, 6000],
    );
  });

  it('of editors of the last session are told of without a dialog, and open when a person says so', async () => {
    wasOpen = () => true;
    await Promise.all([refused('big'), refused('other')]);
    assert.deepEqual(events.sort(), ['told of mnist:v0/big', 'told of mnist:v0/other']);
    // From then on it is a person who opens them.
    assert.equal((await read('big')).length, 5000);
    assert.deepEqual(events.slice(2), ['asked of mnist:v0/big']);
    wasOpen = () => true;
    openAgain?.();
    assert.equal((await read('other')).length, 6000);
    assert.equal(events.length, 3);
  });

  it('that are damaged are never shown, whatever their size', async () => {
    const [location] = await service.store.locate(version.id, ['bad']);
    assert.ok(location?.kind === 'file');
    chmodSync(location.path, 0o600);
    writeFileSync(location.path, 'y'.repeat(7000));
    const damaged = /"bad" of mnist:v0 is damaged in the store; choose Verify Store/;
    for (let i = 0; i < 2; i++) await assert.rejects(read('bad'), damaged);
    assert.deepEqual(events, ['asked of mnist:v0/bad', 'told of a failure']);
  });
});
