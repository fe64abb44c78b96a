const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;

let parser: DOMParser | undefined;

/** A text with its character references read, such as `&copy;`. Nothing but these reaches the parser of HTML. */
export function plain(text: string): string {
  if (!text.includes('&')) return text;
  parser ??= new DOMParser();
  const reader = parser;
  return text.replace(
    ENTITY,
    entity => reader.parseFromString(entity, 'text/html').documentElement.textContent,
  );
}
