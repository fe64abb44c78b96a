/** Live checks of what is typed, with the sentence that says what is wrong. */
import { l10n } from 'vscode';
import { parseJsonObject } from '../../core/json.ts';
import { LATEST, parseAlias, parseName } from '../../core/names.ts';
import type { Named } from '../../core/names.ts';
import { describeError } from '../errors/describeError.ts';

function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}

export function nameProblem(text: string, what: Named): string | undefined {
  return problemOf(() => parseName(text, what));
}

/** Words between commas, each once. */
export function splitList(text: string): readonly string[] {
  const words = text.split(',').map(word => word.trim());
  return [...new Set(words.filter(word => word !== ''))];
}

export function aliasesProblem(text: string): string | undefined {
  return problemOf(() => {
    for (const alias of splitList(text)) parseAlias(alias);
  });
}

/** For one alias that is to be added. */
export function aliasProblem(text: string): string | undefined {
  if (text === '') return l10n.t('Type an alias, such as best.');
  return problemOf(() => parseAlias(text));
}

export function tagsProblem(text: string): string | undefined {
  return problemOf(() => {
    for (const tag of splitList(text)) parseName(tag, 'a tag');
  });
}

export function metadataProblem(text: string): string | undefined {
  return text.trim() === '' ? undefined : problemOf(() => parseJsonObject(text));
}

/** Aliases beside `latest`, which moves by itself. */
export function withoutLatest(aliases: readonly string[]): readonly string[] {
  return aliases.filter(alias => alias !== LATEST);
}
