import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { Context, InputOf, Maybe } from '../context.ts';
import { entityOf } from '../context.ts';
import { projectNode } from '../nodes/projectNode.ts';

interface ProjectInput {
  readonly name?: Maybe<string>;
  readonly entityName?: Maybe<string>;
}

/** Makes a project where it is not there. */
export async function upsertModel({ input }: InputOf<ProjectInput>, context: Context) {
  const { store } = context;
  const { name } = input;
  if (!name) throw new AmphoraError('input-missing', { what: 'the project’s name' });
  const owner = entityOf(input.entityName, context);
  const known = await store.project(name, owner).catch((error: unknown) => {
    if (isAmphoraError(error, 'project-not-found')) return undefined;
    throw error;
  });
  const project = projectNode(known ?? (await store.makeProject(name, owner)));
  return { project, model: project, inserted: known === undefined };
}

/** Types are there when an artifact has them. */
export async function createArtifactType({ input }: InputOf<ProjectInput>) {
  return Promise.resolve({
    artifactType: {
      __typename: 'ArtifactType',
      id: Buffer.from(input.name ?? '').toString('base64'),
      name: input.name,
    },
  });
}

export function rewindRun(): never {
  throw new AmphoraError('not-here', { what: 'rewinding runs' });
}
