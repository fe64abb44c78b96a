import * as v from 'valibot';
import type { Project } from '../../../core/project.ts';
import { UPSERT_PROJECT } from '../documents/writes.ts';
import { findProject } from '../reads/projects.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import type { ProjectPlace } from '../remoteIds.ts';

/** The project of a name, made where it is not there. */
export async function makeProject(client: RemoteClient, place: ProjectPlace): Promise<Project> {
  const variables = { entity: place.entity, name: place.project };
  await client.query(UPSERT_PROJECT, variables, v.object({ upsertModel: v.unknown() }));
  return findProject(client, place);
}
