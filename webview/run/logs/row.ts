import { html, nothing, type TemplateResult } from 'lit';
import { css } from '../../ui/css.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { parseAnsi, type Piece } from './ansi.ts';
import type { LogLine } from './LogLines.ts';
import type { AnsiStyle } from './style.ts';

const parsed = new WeakMap<LogLine, readonly Piece[]>();

function piecesOf(line: LogLine): readonly Piece[] {
  const known = parsed.get(line);
  if (known) return known;
  const pieces = parseAnsi(line.text);
  parsed.set(line, pieces);
  return pieces;
}

/** A line of output; one that has not come yet has only its number. @param query what is marked in it, in small letters */
export function logRow(
  number: number,
  line: LogLine | undefined,
  query: string,
  isCurrent: boolean,
): TemplateResult {
  const classes = `${line?.isError === true ? 'is-error' : ''} ${isCurrent ? 'is-current' : ''}`;
  return html`<div class="log-row ${classes}" data-line=${number}>
    <span class="log-number" aria-hidden="true">${formatNumber(number + 1)}</span>
    <span class="log-mark"
      >${
        line?.isError === true
          ? html`<i
              class="codicon codicon-error"
              role="img"
              aria-label=${t('Error')}
              title=${t('Error')}
            ></i>`
          : nothing
      }</span
    ><span class="log-text" title=${line?.time ?? nothing}
      >${line ? textOf(piecesOf(line), query) : '…'}</span
    >
  </div>`;
}

function textOf(pieces: readonly Piece[], query: string): readonly TemplateResult[] {
  return marked(pieces, query).map(({ text, style, isMarked }) => {
    const classes = classesOf(style);
    if (isMarked) return html`<mark class=${classes} ${css(colorsOf(style))}>${text}</mark>`;
    if (classes === '') return html`${text}`;
    return html`<span class=${classes} ${css(colorsOf(style))}>${text}</span>`;
  });
}

/** Pieces cut where a text that is searched for begins and ends. */
function marked(
  pieces: readonly Piece[],
  query: string,
): readonly (Piece & { readonly isMarked?: boolean })[] {
  if (query === '') return pieces;
  const whole = pieces
    .map(({ text }) => text)
    .join('')
    .toLowerCase();
  const ends: number[] = [];
  for (let at = whole.indexOf(query); at >= 0; at = whole.indexOf(query, at + query.length)) {
    ends.push(at, at + query.length);
  }
  if (ends.length === 0) return pieces;
  const cut: (Piece & { isMarked: boolean })[] = [];
  let at = 0;
  let next = 0;
  for (const { text, style } of pieces) {
    const end = at + text.length;
    let from = at;
    while (from < end) {
      while (next < ends.length && (ends[next] ?? 0) <= from) next++;
      const to = Math.min(end, ends[next] ?? end);
      cut.push({ text: text.slice(from - at, to - at), style, isMarked: next % 2 === 1 });
      from = to;
    }
    at = end;
  }
  return cut;
}

const FLAGS = ['bold', 'dim', 'italic', 'underline', 'strike', 'inverse'] as const;

function classesOf(style: AnsiStyle): string {
  const { color, background } = style;
  return [
    ...FLAGS.filter(flag => style[flag] === true).map(flag => `ansi-${flag}`),
    ...(color === undefined ? [] : [typeof color === 'number' ? `ansi-fg ansi-fg-${color}` : 'ansi-fg']),
    ...(background === undefined
      ? []
      : [typeof background === 'number' ? `ansi-bg ansi-bg-${background}` : 'ansi-bg']),
  ].join(' ');
}

/** Colours that are none of the theme's. */
function colorsOf({ color, background }: AnsiStyle): Readonly<Record<string, string>> {
  return {
    ...(typeof color === 'string' ? { '--fg': color } : {}),
    ...(typeof background === 'string' ? { '--bg': background } : {}),
  };
}
