import { stringifyJson } from '../../core/json.ts';
import { isAmphoraError } from '../../core/errors.ts';
import type { RunId, VersionId } from '../../core/ids.ts';
import type { PageAddress } from '../../core/pageAddress.ts';
import { formatPageAddress } from '../../core/pageAddress.ts';
import { formatReference } from '../../core/reference.ts';
import type { RunDetail } from '../../core/run.ts';
import { versionName } from '../../core/names.ts';
import { versionReference } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import type { Handlers } from '../../protocol/host.ts';
import type { LineageContract, LineageDetails } from '../../protocol/lineage.ts';
import type { Store } from '../../store/contract.ts';
import type { PageServices } from '../services.ts';

type Node =
  { readonly kind: 'version'; readonly version: Version } | { readonly kind: 'run'; readonly run: RunDetail };

/** Answers to the lineage page. */
export function lineageAnswers({ store }: PageServices): Handlers<LineageContract> {
  return {
    findScope: async ({ entity, project: name, focus }, signal) => {
      const project = (await store.project(name, entity, { signal })).id;
      if (focus === undefined) return { project };
      const colon = focus.lastIndexOf(':');
      if (colon < 0) return { project, focus: (await store.runByKey(project, focus, { signal })).id };
      const reference = {
        entity,
        project: name,
        artifact: focus.slice(0, colon),
        alias: focus.slice(colon + 1),
      };
      return { project, focus: (await store.resolve(reference, undefined, { signal })).id };
    },
    getGraph: async (scope, signal) => {
      const { name } = await store.projectById(scope.project, { signal });
      const query = scope.focus === undefined ? { project: scope.project } : { around: scope.focus };
      return { scope, project: name, graph: await store.lineage({ ...query, history: true }, { signal }) };
    },
    getDetails: async ({ id }, signal) => detailsOf(await readNode(store, id, signal)),
    findPlace: async ({ id }, signal) => {
      const node = await readNode(store, id, signal);
      const name = node.kind === 'run' ? node.run.name : formatReference(versionReference(node.version));
      return { path: formatPageAddress(addressOf(node)), name };
    },
  };
}

async function readNode(store: Store, id: VersionId | RunId, signal: AbortSignal): Promise<Node> {
  try {
    return { kind: 'version', version: await store.version(id as VersionId, { signal }) };
  } catch (error) {
    if (!isAmphoraError(error, 'version-not-found')) throw error;
    return { kind: 'run', run: await store.run(id as RunId, { signal }) };
  }
}

function addressOf(node: Node): PageAddress {
  if (node.kind === 'run') {
    const { entity, project, key } = node.run;
    return { page: 'run', entity, project, run: key };
  }
  const { entity, project, type, artifact, index } = node.version;
  return { page: 'artifact', entity, project, type, artifact, version: versionName(index) };
}

function detailsOf(node: Node): LineageDetails {
  if (node.kind === 'version') {
    const { digest, description, tags, metadata } = node.version;
    return { kind: 'version', digest, description, tags: [...tags], metadata: stringifyJson(metadata) };
  }
  const { finishedAt, exitCode, notes, tags, host, command, git, config, summary } = node.run;
  const details = { finishedAt, exitCode, notes, tags: [...tags], host };
  return {
    kind: 'run',
    ...details,
    command: command && [...command],
    git,
    config: stringifyJson(config),
    summary: stringifyJson(summary),
  };
}
