import { parseName } from '../../core/names.ts';
import type { Handlers } from '../../protocol/host.ts';
import type { RunContract } from '../../protocol/pages/run.ts';
import { historyAnswers } from '../history/answers.ts';
import { readBytes } from '../readBytes.ts';
import type { PageServices } from '../services.ts';
import { readLinks } from './links.ts';
import { readOverview } from './overview.ts';

const FILES_AT_ONCE = 1000;

/** Answers to the page of a run. */
export function runAnswers({ store, history }: PageServices): Handlers<RunContract> {
  return {
    getRun: (asked, signal) => readOverview(store, asked, signal),
    getLinks: ({ id }, signal) => readLinks(store, id, signal),
    ...historyAnswers(store, history),
    getFiles: async ({ id, cursor }, signal) => {
      const query = { run: id, limit: FILES_AT_ONCE, ...(cursor === undefined ? {} : { cursor }) };
      const { items, next } = await store.runFiles(query, { signal });
      const files = items.map(({ name, size, mimeType, updatedAt }) => ({ name, size, mimeType, updatedAt }));
      return { files, next };
    },
    getFile: async ({ id, path, limit }, signal) => {
      const [file] = await store.findRunFiles(id, [path], { signal });
      const size = file?.size ?? 0;
      const range = size > limit ? { start: 0, end: limit } : undefined;
      return readBytes(size, await store.readRunFile(id, path, range, { signal }));
    },
    editNotes: async ({ id, notes }) => {
      await store.updateRun(id, { notes });
      return null;
    },
    editTags: async ({ id, tags }) => {
      await store.updateRun(id, { tags: tags.map(tag => parseName(tag, 'a tag')) });
      return null;
    },
    editName: async ({ id, name }) => {
      await store.updateRun(id, { name });
      return null;
    },
  };
}
