import { Uri } from 'vscode';
import { parsePlace } from '../files/versionUri.ts';
import { activeFile } from '../host/activeFile.ts';
import type { Stores } from '../stores/Stores.ts';
import type { Revealer } from '../tree/Revealer.ts';

/**
 * `amphora.file.reveal`: a file of a version in the Artifacts view, the run of a run's file in the Runs view. Takes an address, or
 * nothing (the editor in front). Whether it is shown.
 */
export async function revealFile(
  stores: Pick<Stores, 'named'>,
  reveal: Revealer,
  target: unknown,
): Promise<boolean> {
  const uri = target instanceof Uri ? target : activeFile();
  const place = uri && parsePlace(uri);
  if (!place) return false;
  const connection = stores.named(place.store);
  if (place.of === 'version') {
    const version = await connection.files.version(place.reference);
    return reveal.revealFile(connection, version, place.path);
  }
  const { id } = await connection.store.project(place.project, place.entity);
  const run = await connection.store.runByKey(id, place.key);
  return reveal.revealRun(connection, run.id);
}
