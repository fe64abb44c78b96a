/** The one way from a page's question to the store's answer, in the store's thread of VS Code and in a server alike. */
import { AmphoraError } from '../core/errors.ts';
import type { Contract } from '../protocol/contract.ts';
import type { Handlers, Question } from '../protocol/host.ts';
import { answer, QuestionMalformed } from '../protocol/host.ts';
import { lineageContract } from '../protocol/lineage.ts';
import { artifactContract } from '../protocol/pages/artifact.ts';
import { compareContract } from '../protocol/pages/compare.ts';
import { projectContract } from '../protocol/pages/project.ts';
import { runContract } from '../protocol/pages/run.ts';
import { artifactAnswers } from './artifact/answers.ts';
import { compareAnswers } from './compare/answers.ts';
import { lineageAnswers } from './lineage/answers.ts';
import { projectAnswers } from './project/answers.ts';
import { runAnswers } from './run/answers.ts';
import type { PageServices } from './services.ts';

type Answerer = (question: Question, services: PageServices, signal: AbortSignal) => Promise<unknown>;

function asking<C extends Contract>(contract: C, answers: (services: PageServices) => Handlers<C>): Answerer {
  return ({ version, method, params }, services, signal) => {
    if (version !== contract.version) throw new AmphoraError('page-outdated', {});
    return answer(contract, answers(services), method, params, signal).catch((error: unknown) => {
      if (!(error instanceof QuestionMalformed)) throw error;
      throw new AmphoraError('input-malformed', { what: error.what });
    });
  };
}

const CONTRACTS: ReadonlyMap<string, Answerer> = new Map([
  [artifactContract.name, asking(artifactContract, artifactAnswers)],
  [runContract.name, asking(runContract, runAnswers)],
  [compareContract.name, asking(compareContract, compareAnswers)],
  [projectContract.name, asking(projectContract, projectAnswers)],
  [lineageContract.name, asking(lineageContract, lineageAnswers)],
] as readonly (readonly [string, Answerer])[]);

/**
 * Answers a question, whose parameters are parsed here.
 * @throws AmphoraError `input-malformed`, `page-outdated`, and those of the store
 */
export async function answerPage(
  question: Question,
  services: PageServices,
  signal: AbortSignal,
): Promise<unknown> {
  const ask = CONTRACTS.get(question.contract);
  if (!ask) throw new AmphoraError('input-malformed', { what: 'the page' });
  return ask(question, services, signal);
}
