/** Which language a browser's person reads, and its texts. */
import ja from '../../../l10n/bundle.l10n.ja.json' with { type: 'json' };
import ko from '../../../l10n/bundle.l10n.ko.json' with { type: 'json' };
import { fillIn } from '../../core/sentence.ts';

/** English texts by themselves in another language; none for English. */
export type Messages = Readonly<Record<string, string>>;

/** Part of the server's bundle: nothing has to lie beside it, and nothing is of another version. */
const LANGUAGES = { en: {}, ja, ko } as const satisfies Readonly<Record<string, Messages>>;

export type Language = keyof typeof LANGUAGES;

/** Gives an English text in a language. @param values of its `{names}` */
export type Translate = (text: string, values?: Readonly<Record<string, string | number>>) => string;

const isLanguage = (text: string): text is Language => Object.hasOwn(LANGUAGES, text);

/** The language of ours that a browser prefers. @param header `Accept-Language` */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .slice(0, 1000)
    .split(',')
    .map(part => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map(each => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean) ?? '1';
      return { language: tag.split('-')[0] ?? '', quality: Number(quality) };
    });
  const known = wanted.filter(({ language, quality }) => isLanguage(language) && quality > 0);
  const [best] = known.sort((a, b) => b.quality - a.quality);
  return best && isLanguage(best.language) ? best.language : 'en';
}

export function messagesOf(language: Language): Messages {
  return LANGUAGES[language];
}

export function translator(language: Language): Translate {
  const messages = messagesOf(language);
  const own = (text: string) => (Object.hasOwn(messages, text) ? messages[text] : undefined);
  return (text, values = {}) => fillIn({ template: own(text) ?? text, values });
}
