/** Lists of files, and where their bytes are. */
import * as v from 'valibot';
import { AmphoraError } from '../../../core/errors.ts';
import type { BlobKey, VersionId } from '../../../core/ids.ts';
import type { Manifest, ManifestEntry } from '../../../core/manifest.ts';
import { createManifest } from '../../../core/manifest.ts';
import { versionLabel } from '../../../core/version.ts';
import { parseManifest } from '../../../wandb/manifestJson.ts';
import { md5Blob } from '../../blobs.ts';
import { FILES, MANIFEST } from '../documents/memberships.ts';
import { answeredFailure } from '../failures.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { maybe, page } from '../shapes.ts';
import { readBody } from '../../http/HttpTransport.ts';
import { findVersion } from './artifacts.ts';
import { collect, toPage } from './paging.ts';

/** Bytes of a manifest: about two million files. */
const MANIFEST_LIMIT = 512 << 20;
/** Addresses asked for at once, as the SDK does. */
const FILES_AT_ONCE = 5000;
/** From so many paths on, all of the version's are asked for. */
const NAMED_AT_ONCE = 200;

const Found = v.object({
  artifact: maybe(
    v.object({
      state: v.string(),
      currentManifest: maybe(v.object({ file: v.object({ directUrl: maybe(v.string()) }) })),
    }),
  ),
});

/** @throws AmphoraError `version-not-found`, `version-deleted`, `manifest-damaged` */
export async function readManifest(
  client: RemoteClient,
  id: VersionId,
  signal?: AbortSignal,
): Promise<Manifest> {
  const { artifact } = await client.query(MANIFEST, { id }, Found, signal);
  const url = artifact?.currentManifest?.file.directUrl;
  if (artifact?.state !== 'COMMITTED' || url == null) {
    const version = await findVersion(client, id, signal);
    throw new AmphoraError('version-deleted', { version: versionLabel(version) });
  }
  const response = await client.exchange({ method: 'GET', url, ...(signal ? { signal } : {}) });
  const body = await readBody(response, MANIFEST_LIMIT, client.url);
  if (response.statusCode !== 200) throw answeredFailure(client.url, response.statusCode ?? 0, undefined);
  try {
    return createManifest(parseManifest(body.toString()).map(toEntry));
  } catch (error) {
    const version = versionLabel(await findVersion(client, id, signal));
    throw new AmphoraError('manifest-damaged', { version }, { cause: error });
  }
}

function toEntry({
  path,
  digest,
  size,
  url,
  extra,
}: ReturnType<typeof parseManifest>[number]): ManifestEntry {
  const common = { path, digest, size, ...(extra === undefined ? {} : { extra }) };
  if (url !== undefined) return { ...common, kind: 'reference', url };
  return { ...common, kind: 'file', blob: md5Blob(digest) satisfies BlobKey };
}

const Files = v.object({
  artifact: maybe(
    v.object({ files: maybe(page(v.object({ name: v.string(), directUrl: maybe(v.string()) }))) }),
  ),
});

/** Addresses of files by their path; they are good for some minutes or hours. */
export async function fileUrls(
  client: RemoteClient,
  id: VersionId,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = paths.length <= NAMED_AT_ONCE ? paths : null;
  const files = await collect(async cursor => {
    const variables = { id, names, first: FILES_AT_ONCE, after: cursor ?? null };
    const { artifact } = await client.query(FILES, variables, Files, signal);
    return artifact?.files
      ? toPage(artifact.files, ({ name, directUrl }) =>
          directUrl == null ? undefined : ([name, directUrl] as const),
        )
      : { items: [] };
  });
  return new Map(files);
}
