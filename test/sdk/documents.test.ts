import { GraphQLError, parse, specifiedRules, validate, NoUnusedFragmentsRule } from 'graphql';
import { describe, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { createSchema } from '../../src/server/schema/schema.ts';
import { runScript } from './sdk.ts';

/** What W&B has and Amphora has not, by the names of the SDK's queries. */
const BEYOND: Readonly<Record<string, string>> = {
  sweeps:
    'CreateAgent EnqueueSweepRun GetAgentRuns GetSweep GetSweepAgent GetSweepAgents GetSweepLegacy GetSweepState GetSweeps Heartbeat Sweep SweepRunsWithHistory SweepWatchedRuns SweepWithRuns UpsertSweep',
  launch:
    'CreateDefaultResourceConfig DeleteFromRunQueue DeleteRunQueue GetDefaultResourceConfig GetRunQueueItem GetRunQueueItems GetRunQueueMetadata LaunchAgent ProjectRunQueues UpsertRunQueue ackRunQueueItem createDefaultResourceConfig createLaunchAgent createRunQueue failRunQueueItem fetchRunQueuesFromProject popFromRunQueue pushToRunQueue pushToRunQueueByName updateLaunchAgent updateRunQueueItemWarning upsertRunQueue',
  automations:
    'CreateAutomation CreateGenericWebhookIntegration DeleteAutomation GenericWebhookIntegrationsByEntity GetAutomations GetAutomationsByEntity GetAutomationsLegacy GetEntityAutomations GetEntityAutomationsLegacy GetOrgAutomations IntegrationsByEntity SlackIntegrationsByEntity UpdateAutomation',
  registries:
    'Collections CreateRegistryMembers DeleteRegistry DeleteRegistryMembers FetchAdvancedRegistryFeatures FetchOrganization FetchRegistries FetchRegistry Registries RegistryCollections RegistryTeamMembers RegistryUserMembers RegistryVersions RenameRegistry UpdateTeamRegistryRole UpdateUserRegistryRole UpsertRegistry UpsertRegistryProject Versions deleteProject renameProject',
  accounts:
    'CreateAnonymousApiKey CreateInvite CreateServiceAccount CreateTeam CreateUserFromAdmin DeleteInvite GetTeamEntity',
  reports: 'SpecificReport upsertView',
};

/** Documents that the SDK puts together from more than it names them by: the other tests see them whole. */
const TEMPLATES =
  'ArtifactByName ArtifactCollection Artifacts CreateArtifact CreateArtifactFiles LinkArtifact ProjectArtifactCollections RunFullHistory UpsertBucket UseArtifact Viewer updateArtifact';

const schema = createSchema();
const rules = specifiedRules.filter(rule => rule !== NoUnusedFragmentsRule);
const FRAGMENT = /^\s*fragment (\w+) on/;

/** Adds the fragments that a document uses from elsewhere, and those that they use. */
function complete(document: string, fragments: ReadonlyMap<string, string>): string {
  const missing = [...document.matchAll(/\.\.\.\s*(\w+)/g)]
    .map(([, name = '']) => name)
    .find(name => fragments.has(name) && !new RegExp(`fragment ${name} on`).test(document));
  return missing === undefined ? document : complete(`${document}\n${fragments.get(missing)!}`, fragments);
}

function isValid(document: string): boolean {
  try {
    return validate(schema, parse(document), rules).length === 0;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}

/** The names of the documents of a generation that are valid here, and of those that are not. */
async function sorted(version: string) {
  const documents = await runScript<readonly string[]>(version, 'documents.py');
  const fragments = new Map(
    documents.flatMap(document => {
      const name = FRAGMENT.exec(document)?.[1];
      return name === undefined ? [] : [[name, document] as const];
    }),
  );
  const valid: string[] = [];
  const invalid = new Set<string>();
  for (const document of documents.filter(text => !FRAGMENT.test(text))) {
    const name = /(?:query|mutation)\s+(\w+)/.exec(document)![1]!;
    if (isValid(complete(document, fragments))) valid.push(name);
    else invalid.add(name);
  }
  return { valid, invalid };
}

describe('the schema', () => {
  it('knows every document of the SDK, but for what is not offered here', async () => {
    const generations = await Promise.all(GENERATIONS.map(sorted));
    const invalid = new Set(generations.flatMap(each => [...each.invalid]));
    const expected = [...Object.values(BEYOND), TEMPLATES].flatMap(names => names.split(' '));
    expect([...invalid].sort()).toEqual(expected.sort());
    for (const { valid } of generations) expect(valid.length).toBeGreaterThan(70);
  });
});
