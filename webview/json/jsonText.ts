/** Texts of JSON, read and shown. */

const BACKSLASH = '\\';

/**
 * What a text says that is written in JSON.
 * @param start where its opening quote is
 * @param most characters that are read of it; what is cut off is told by an ellipsis
 */
export function decodeJsonText(json: string, start: number, most = Infinity): string {
  const from = start + 1;
  const quote = json.indexOf('"', from);
  const simple = json.slice(from, quote);
  if (simple.length <= most && !simple.includes(BACKSLASH)) return simple;
  let end = from;
  for (let length = 0; ; length++) {
    const character = json[end];
    if (character === '"' || character === undefined) break;
    if (length >= most) return `${decode(json.slice(from, end))}…`;
    if (character !== BACKSLASH) end++;
    else end += json[end + 1] === 'u' ? 6 : 2;
  }
  return decode(json.slice(from, end));
}

function decode(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    // Written wrongly: an unknown escape, or a line break as it is.
    return written;
  }
}

/** Marks that change the direction of what follows, or that no font draws: a reader would see another text than there is. */
const UNSEEN = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A text on one line, with everything that cannot be seen spelt out as JSON does. */
export function shownText(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(UNSEEN, mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
