/** Sentences of templates. Apart from the templates of failures, which pages have no room for. */

/** One sentence to show: a template (the key for translation) and its values. */
export interface Sentence {
  readonly template: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Fills a template's `{names}`; a name with no value stays as it is. */
export function fillIn(sentence: Sentence): string {
  return sentence.template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(sentence.values, name) ? sentence.values[name] : undefined;
    return value === undefined ? whole : String(value);
  });
}
