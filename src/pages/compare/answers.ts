import type { Handlers } from '../../protocol/host.ts';
import type { CompareContract } from '../../protocol/pages/compare.ts';
import type { PageServices } from '../services.ts';
import { findRuns, findVersions } from './candidates.ts';
import { compareFiles } from './files.ts';
import { referenceOf } from './place.ts';
import { readRuns } from './runs.ts';
import { readVersions } from './versions.ts';

/** Answers to the page that compares versions or runs. */
export function compareAnswers(services: PageServices): Handlers<CompareContract> {
  const { store } = services;
  return {
    getVersions: ({ items, ...place }, signal) => readVersions(store, place, items, signal),
    getFiles: async ({ left, right, ...place }, signal) => {
      const manifestOf = async (label: string) => {
        const { id } = await store.resolve(referenceOf(place, label), undefined, { signal });
        return services.manifest(id, signal);
      };
      const [before, after] = await Promise.all([manifestOf(left), manifestOf(right)]);
      return compareFiles(before, after);
    },
    getRuns: ({ items, ...place }, signal) => readRuns(store, place, items, signal),
    getCandidates: async (query, signal) =>
      query.what === 'versions'
        ? { versions: await findVersions(store, query, signal), runs: [] }
        : { versions: [], runs: await findRuns(store, query, signal) },
  };
}
