import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'graphql';
import { ACCOUNT } from './account.ts';
import { ARTIFACT_INPUTS } from './artifactInputs.ts';
import { ARTIFACTS } from './artifacts.ts';
import { BASE } from './base.ts';
import { RUNS } from './runs.ts';
import { readScalars } from './scalars.ts';

/** The schema; its fields resolve to what nodes have, by their own names (see `nodes/`). */
export function createSchema(): GraphQLSchema {
  return readScalars(buildSchema([BASE, ACCOUNT, RUNS, ARTIFACTS, ARTIFACT_INPUTS].join('\n')));
}
