import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey } from '../../core/ids.ts';
import type { Drafts } from '../../store/drafts.ts';
import type { ClientEntry } from '../../wandb/manifestJson.ts';
import { parseManifest } from '../../wandb/manifestJson.ts';

const MANIFEST = 'wandb_manifest.json';

/** @throws AmphoraError `manifest-malformed`, `upload-missing` where it is not what was uploaded */
export async function readManifest(
  blob: BlobKey,
  drafts: Pick<Drafts, 'locateBlob'>,
): Promise<readonly ClientEntry[]> {
  const location = await drafts.locateBlob(blob);
  if (location.kind !== 'file') throw new AmphoraError('manifest-malformed', { problem: 'it is elsewhere' });
  const bytes = await readFile(location.path).catch(() => undefined);
  if (bytes === undefined || hash('sha256', bytes) !== blob)
    throw new AmphoraError('upload-missing', { path: MANIFEST });
  return parseManifest(bytes.toString());
}
