import { stringifyJson } from '../../core/json.ts';
import { isAmphoraError } from '../../core/errors.ts';
import type { Reference } from '../../core/reference.ts';
import type { RunDetail } from '../../core/run.ts';
import type { Version } from '../../core/version.ts';
import type { Handlers } from '../../protocol/host.ts';
import type { CompareContract, ComparedRuns, ComparedVersions } from '../../protocol/pages/compare.ts';
import { toRunRow, toVersionRow } from '../rows.ts';
import type { PageServices } from '../services.ts';
import { compareFiles } from './files.ts';

interface Place {
  readonly entity: string;
  readonly project: string;
}

/** `name:v3` of a project. No name has a colon, and a store says what is wrong with other names. */
function referenceOf({ entity, project }: Place, label: string): Reference {
  const colon = label.lastIndexOf(':');
  return { entity, project, artifact: label.slice(0, colon), alias: label.slice(colon + 1) };
}

function toComparedRun(run: RunDetail): ComparedRuns['runs'][number] {
  const { host, git, tags, config, summary, lines, inputs, outputs } = run;
  const label = ({ artifact, version }: { artifact: string; version: number }) => `${artifact}:v${version}`;
  return {
    ...toRunRow(run),
    host,
    commit: git?.commit,
    tags: [...tags],
    config: stringifyJson(config),
    summary: stringifyJson(summary),
    lines: lines.history,
    inputs: inputs.map(label),
    outputs: outputs.map(label),
  };
}

/** Answers to the page that compares versions or runs. */
export function compareAnswers(services: PageServices): Handlers<CompareContract> {
  const { store } = services;

  const readVersion = async (
    version: Version,
    signal: AbortSignal,
  ): Promise<ComparedVersions['versions'][number]> => {
    const { digest, description, tags, metadata, loggedBy } = version;
    const producer =
      loggedBy === undefined
        ? undefined
        : await store.run(loggedBy, { signal }).catch((error: unknown) => {
            if (isAmphoraError(error, 'run-not-found')) return undefined;
            throw error;
          });
    return {
      ...toVersionRow(version),
      digest,
      description,
      tags: [...tags],
      metadata: stringifyJson(metadata),
      producer: producer && toRunRow(producer),
    };
  };

  return {
    getVersions: async ({ items, ...place }, signal) => ({
      versions: await Promise.all(
        items.map(async label =>
          readVersion(await store.resolve(referenceOf(place, label), undefined, { signal }), signal),
        ),
      ),
    }),
    getFiles: async ({ left, right, ...place }, signal) => {
      const [before, after] = await Promise.all(
        [left, right].map(async label => {
          const { id } = await store.resolve(referenceOf(place, label), undefined, { signal });
          return services.manifest(id, signal);
        }),
      );
      return compareFiles(before ?? { entries: [] }, after ?? { entries: [] });
    },
    getRuns: async ({ items, entity, project: name }, signal) => {
      const project = await store.project(name, entity, { signal });
      const runs = await Promise.all(items.map(key => store.runByKey(project.id, key, { signal })));
      return { runs: runs.map(toComparedRun) };
    },
  };
}
