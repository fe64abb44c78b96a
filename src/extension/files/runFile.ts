import { FileType } from 'vscode';
import type { RunId } from '../../core/ids.ts';
import type { Store } from '../../store/contract.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import { readPages } from '../tree/TreeSource.ts';
import type { Found } from './found.ts';
import type { RunPlace } from './versionUri.ts';

/** Files of a folder that are looked at: those of a run may be many, and their folders are only in their names. */
const LISTED = 10_000;

/** The file or folder at a place of a run; undefined where there is none. @throws `project-not-found`, `run-not-found` */
export async function findRunFile(
  { store }: StoreConnection,
  { entity, project, key, path }: RunPlace,
): Promise<Found | undefined> {
  const { id: projectId } = await store.project(project, entity);
  const run = await store.runByKey(projectId, key);
  const [file] = path === '' ? [] : await store.findRunFiles(run.id, [path]);
  const prefix = path === '' ? '' : `${path}/`;
  if (!file && path !== '') {
    const { items } = await store.runFiles({ run: run.id, prefix, limit: 1 });
    if (items.length === 0) return undefined;
  }
  return {
    type: file ? FileType.File : FileType.Directory,
    label: `${run.name}/${path}`,
    size: file?.size ?? 0,
    time: run.createdAt,
    changed: file?.updatedAt ?? run.heartbeatAt,
    open: () => store.readRunFile(run.id, path),
    list: () => (file ? Promise.resolve([]) : list(store, run.id, prefix)),
  };
}

async function list(store: Store, run: RunId, prefix: string): Promise<[string, FileType][]> {
  const { items } = await readPages(LISTED, page => store.runFiles({ ...page, run, prefix }));
  const found = new Map<string, FileType>();
  for (const { name } of items) {
    const [first = '', ...below] = name.slice(prefix.length).split('/');
    if (first !== '') found.set(first, below.length > 0 ? FileType.Directory : FileType.File);
  }
  return [...found];
}
