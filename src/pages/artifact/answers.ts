import { canonicalName, parseAlias, parseName } from '../../core/names.ts';
import type { Handlers } from '../../protocol/host.ts';
import type { ArtifactContract } from '../../protocol/pages/artifact.ts';
import { FILES_AT_ONCE } from '../../protocol/pages/artifact.ts';
import { readBytes } from '../readBytes.ts';
import { toVersionRow } from '../rows.ts';
import type { PageServices } from '../services.ts';
import { numbersOf } from './numbers.ts';
import { readOverview } from './overview.ts';
import { readUsage } from './usage.ts';

const VERSIONS_AT_ONCE = 500;

/** Answers to the page of an artifact version. */
export function artifactAnswers(services: PageServices): Handlers<ArtifactContract> {
  const { store } = services;
  return {
    getVersion: (asked, signal) => readOverview(store, asked, signal),
    getFiles: async ({ id, from }, signal) => {
      const { entries } = await services.manifest(id, signal);
      const stretch = entries.slice(from, from + FILES_AT_ONCE);
      return {
        paths: stretch.map(entry => entry.path),
        sizes: stretch.map(entry => entry.size),
        references: stretch.flatMap((entry, i): [number, string][] =>
          entry.kind === 'reference' ? [[i, entry.url]] : [],
        ),
        total: entries.length,
      };
    },
    getFile: async ({ id, path, limit }, signal) => {
      const { entries } = await services.manifest(id, signal);
      // The store has the sentence for one that is not there.
      const size = entries.find(each => each.path === path)?.size ?? 0;
      const range = size > limit ? { start: 0, end: limit } : undefined;
      return readBytes(size, await store.readFile(id, path, range, { signal }));
    },
    getUsage: ({ id }, signal) => readUsage(store, id, signal),
    getVersions: async ({ id, cursor }, signal) => {
      const page = await store.versions(
        { artifact: id, limit: VERSIONS_AT_ONCE, ...(cursor === undefined ? {} : { cursor }) },
        { signal },
      );
      const versions = page.items.map(version => ({
        ...toVersionRow(version),
        digest: version.digest,
        numbers: numbersOf(version.metadata),
      }));
      return { versions, next: page.next };
    },
    editAliases: async ({ id, add, remove }) => {
      await store.editAliases(id, { add: add.map(parseAlias), remove: remove.map(canonicalName) });
      return null;
    },
    editDescription: async ({ id, description }) => {
      await store.editVersion(id, { description });
      return null;
    },
    editTags: async ({ id, tags }) => {
      await store.editVersion(id, { tags: tags.map(tag => parseName(tag, 'a tag')) });
      return null;
    },
  };
}
