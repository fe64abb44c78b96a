/** `amphora link` and `amphora mv`. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workspace } from './workspace.ts';

let space: Workspace;
beforeEach(async () => {
  space = new Workspace();
  await space.logSample('raw');
});
afterEach(() => space.remove());

describe('amphora link', () => {
  it('puts a version into a portfolio of another project, under its own number, and takes it out', async () => {
    expect(await space.succeed('link', 'raw', 'shared/best', '--alias', 'approved')).toBe(
      'raw:v0 is best:v0 (approved, latest)\n',
    );
    expect((await space.json('ls', 'shared/best')).versions).toMatchObject([{ artifact: 'raw' }]);
    expect(await space.json('show', 'shared/best:approved')).toMatchObject({ version: { artifact: 'raw' } });
    expect(await space.json('link', 'raw', 'shared/best', '--remove')).toMatchObject({ linked: false });
    expect((await space.failure('show', 'shared/best:approved'))[0]).toBe(1);
  });

  it('says what does not name a portfolio', async () => {
    expect(await space.failure('link', 'raw', 'best:v0')).toEqual([
      2,
      expect.stringContaining('does not name a portfolio'),
    ]);
    expect(await space.failure('link', 'raw', 'a/b/c/d')).toEqual([
      2,
      expect.stringContaining('does not name a portfolio'),
    ]);
  });
});

describe('amphora mv', () => {
  it('renames an artifact and moves it with its versions', async () => {
    await space.succeed('alias', 'add', 'raw', 'good');
    expect(await space.succeed('mv', 'raw', '--name', 'mnist', '--to-project', 'shared')).toBe(
      'raw is shared/mnist now\n',
    );
    expect(await space.json('show', 'shared/mnist:good')).toMatchObject({ version: { version: 0 } });
    expect(await space.failure('show', 'raw:good')).toEqual([1, expect.stringContaining('raw')]);
  });

  it('refuses a name that is taken, and asks what is to change', async () => {
    await space.logSample('other');
    expect(await space.failure('mv', 'raw', '--name', 'other')).toEqual([
      1,
      expect.stringContaining('already'),
    ]);
    expect(await space.failure('mv', 'raw')).toEqual([2, expect.stringContaining('Say what is to change')]);
    expect(await space.failure('mv', 'raw', '--to-entity', 'team', '--name', 'x')).toEqual([
      2,
      expect.stringContaining('needs --to-project'),
    ]);
  });
});
