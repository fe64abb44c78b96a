import { l10n } from 'vscode';
import { errorSentences, isAmphoraError } from '../../core/errors.ts';
import type { Sentence } from '../../core/sentence.ts';
import { ownSentence } from './ownSentence.ts';
import { translateWord } from './words.ts';

/** Values that hold a phrase of ours; the others are names of things. */
const PHRASES: ReadonlySet<string> = new Set(['what', 'rule', 'problem', 'by']);

/** Values with phrases of ours translated. */
function words(values: Sentence['values']): Sentence['values'] {
  const pairs = Object.entries(values).map(
    ([name, value]) => [name, PHRASES.has(name) ? translateWord(value) : value] as const,
  );
  return Object.fromEntries(pairs);
}

const translate = ({ template, values }: Sentence) => l10n.t(template, words(values));

/** The sentence that tells a failure, in the person's language. */
export function describeError(error: unknown): string {
  if (isAmphoraError(error)) {
    return ownSentence(error.code, words(error.data)) ?? errorSentences(error).map(translate).join(' ');
  }
  const problem = error instanceof Error ? error.message : String(error);
  return l10n.t('Amphora met a failure it does not know ({problem}); the log says more.', { problem });
}
