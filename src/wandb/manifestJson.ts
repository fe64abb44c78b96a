/** Manifests as clients write and read them: version 1 of W&B's JSON document. */
import * as v from 'valibot';
import { AmphoraError } from '../core/errors.ts';
import type { EntryDigest } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { isJsonObject, isTooDeep, parseJson, stringifyJson } from '../core/json.ts';
import type { Manifest } from '../core/manifest.ts';

const Entry = v.object({
  digest: v.string(),
  size: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0)))),
  ref: v.optional(v.nullable(v.string())),
  extra: v.optional(v.nullable(v.custom<JsonObject>(isJsonObject))),
});

/** What else clients write (`local_path`, `skip_cache`, `birthArtifactID`) is theirs, and is not kept. */
const Document = v.object({ version: v.literal(1), contents: v.custom<JsonObject>(isJsonObject) });

export interface ClientEntry {
  readonly path: string;
  readonly digest: EntryDigest;
  readonly size: number;
  /** Where a reference points. */
  readonly url?: string;
  readonly extra?: JsonObject;
}

/** @throws AmphoraError `manifest-malformed` */
export function parseManifest(text: string): readonly ClientEntry[] {
  if (isTooDeep(text)) throw new AmphoraError('manifest-malformed', { problem: 'it is nested too deeply' });
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    throw new AmphoraError('manifest-malformed', { problem: 'it is not JSON' });
  }
  const document = v.safeParse(Document, json);
  if (!document.success) throw new AmphoraError('manifest-malformed', { problem: 'it has no contents' });
  // By hand: a record of the schema library's leaves out names such as `constructor`, which a file may well have.
  return Object.entries(document.output.contents).map(([path, given]) => {
    const entry = v.safeParse(Entry, given);
    if (!entry.success)
      throw new AmphoraError('manifest-malformed', { problem: `the entry "${path}" is malformed` });
    const { digest, size, ref, extra } = entry.output;
    return {
      path,
      digest: digest as EntryDigest,
      size: size ?? 0,
      ...(ref == null ? {} : { url: ref }),
      ...(extra == null || Object.keys(extra).length === 0 ? {} : { extra }),
    };
  });
}

/**
 * A manifest as a document of that kind.
 * @param birthArtifactID the client's id of the version, where it has one
 */
export function formatManifest({ entries }: Manifest, birthArtifactID?: string): string {
  const contents = entries.map(entry => {
    const { path, digest, size, extra = {} } = entry;
    const own =
      entry.kind === 'reference'
        ? { ref: entry.url }
        : birthArtifactID === undefined
          ? {}
          : { birthArtifactID };
    return [path, { digest, size, ...own, ...(Object.keys(extra).length > 0 ? { extra } : {}) }];
  });
  return stringifyJson({
    version: 1,
    storagePolicy: 'wandb-storage-policy-v1',
    storagePolicyConfig: { storageLayout: 'V2' },
    contents: Object.fromEntries(contents) as unknown,
  });
}
