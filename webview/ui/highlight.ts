import { html, type TemplateResult } from 'lit';

/** Places of a text in another, whatever the case, one after the other. */
function placesOf(text: string, sought: string): readonly number[] {
  const lower = text.toLowerCase();
  // A few letters change their length with their case: their places would not be those of the text.
  if (sought === '' || lower.length !== text.length) return [];
  const places: number[] = [];
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + sought.length))
    places.push(at);
  return places;
}

/** A text with what was sought in it marked. */
export function highlighted(text: string, sought: string): TemplateResult | string {
  const lower = sought.toLowerCase();
  const places = placesOf(text, lower);
  if (places.length === 0) return text;
  let end = 0;
  const parts = places.map(at => {
    const before = text.slice(end, at);
    end = at + lower.length;
    return html`${before}<mark>${text.slice(at, end)}</mark>`;
  });
  return html`${parts}${text.slice(end)}`;
}
