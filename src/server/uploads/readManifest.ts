import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { BlobKey } from '../../core/ids.ts';
import type { Drafts } from '../../store/drafts.ts';
import type { ClientEntry } from '../../wandb/manifestJson.ts';
import { parseManifest } from '../../wandb/manifestJson.ts';

const MANIFEST = 'wandb_manifest.json';

/** @throws AmphoraError `manifest-malformed`, `upload-missing` where it is not what was uploaded */
export async function readManifest(
  blob: BlobKey,
  drafts: Pick<Drafts, 'readDraftManifest'>,
): Promise<readonly ClientEntry[]> {
  const bytes = await drafts.readDraftManifest(blob).catch((cause: unknown) => {
    throw isAmphoraError(cause) ? cause : new AmphoraError('upload-missing', { path: MANIFEST }, { cause });
  });
  return parseManifest(bytes.toString());
}
