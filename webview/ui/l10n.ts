/** The page's texts: `t` takes the English sentence, which is also the key of its translations. */
import { config, t } from '@vscode/l10n';

export { t } from '@vscode/l10n';

/** The same for a text that comes from elsewhere, such as the template of a failure. */
export function tr(text: string): string {
  return t(text);
}

let current = 'en';

/** Sets language and translations, as the host sent them; before anything is drawn. */
export function useLanguage(language: string, messages: Readonly<Record<string, string>>): void {
  config({ contents: { ...messages } });
  current = Intl.NumberFormat.supportedLocalesOf(safe(language))[0] ?? 'en';
}

function safe(language: string): string[] {
  try {
    return Intl.getCanonicalLocales(language);
  } catch {
    return [];
  }
}

/** BCP 47 tag for numbers and dates. */
export function locale(): string {
  return current;
}
