import { fillIn } from '../../src/core/sentence.ts';
import { RequestRefused } from '../../src/protocol/client.ts';
import { tr } from './l10n.ts';

/** The sentence that tells a failure, in the person's language. */
export function sentenceOf(error: unknown): string {
  if (error instanceof RequestRefused && error.sentences.length > 0) {
    return error.sentences
      .map(({ template, values }) => fillIn({ template: tr(template), values }))
      .join(' ');
  }
  return error instanceof Error ? error.message : String(error);
}
