/**
 * Markdown as elements of our own, out of what the parser finds: nothing of it becomes HTML. Raw HTML stays text, links lead to the web or
 * to files beside it, images are those beside it.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { MarkedToken, Token, Tokens } from 'marked';
import { resolvePath } from '../../files/names.ts';
import { t } from '../../ui/l10n.ts';
import type { FileHost } from '../fileSource.ts';
import '../thumbnail.ts';
import { plain } from './entities.ts';
import './markdown.css';

export interface MarkdownPlace {
  /** Of the file itself: what its links are relative to. */
  readonly path: string;
  readonly host: FileHost;
  readonly show: (path: string) => void;
}

type Part = TemplateResult | string | typeof nothing;

/** @param tokens what the parser found */
export function markdown(tokens: readonly Token[], place: MarkdownPlace): TemplateResult {
  return html`<div class="markdown">${blocks(tokens, place)}</div>`;
}

const blocks = (tokens: readonly Token[] | undefined, place: MarkdownPlace): readonly Part[] =>
  (tokens ?? []).map(token => block(token as MarkedToken, place));

const inlines = (tokens: readonly Token[] | undefined, place: MarkdownPlace): readonly Part[] =>
  (tokens ?? []).map(token => inline(token as MarkedToken, place));

function block(token: MarkedToken, place: MarkdownPlace): Part {
  switch (token.type) {
    case 'heading':
      return heading(token.depth, inlines(token.tokens, place));
    case 'paragraph':
      return html`<p>${inlines(token.tokens, place)}</p>`;
    case 'code':
      return html`<pre tabindex="0"><code>${token.text}</code></pre>`;
    case 'blockquote':
      return html`<blockquote>${blocks(token.tokens, place)}</blockquote>`;
    case 'list':
      return list(token, place);
    case 'table':
      return table(token, place);
    case 'hr':
      return html`<hr />`;
    case 'html':
      return token.raw.trim() === '' ? nothing : html`<p>${token.raw}</p>`;
    case 'space':
    case 'def':
      return nothing;
    default:
      return inline(token, place);
  }
}

function inline(token: MarkedToken, place: MarkdownPlace): Part {
  switch (token.type) {
    case 'text':
      return token.tokens ? html`${inlines(token.tokens, place)}` : plain(token.text);
    case 'escape':
      return token.text;
    case 'strong':
      return html`<strong>${inlines(token.tokens, place)}</strong>`;
    case 'em':
      return html`<em>${inlines(token.tokens, place)}</em>`;
    case 'del':
      return html`<del>${inlines(token.tokens, place)}</del>`;
    case 'codespan':
      return html`<code>${token.text}</code>`;
    case 'br':
      return html`<br />`;
    case 'link':
      return link(token, place);
    case 'image':
      return image(token, place);
    case 'checkbox':
      return html`<input type="checkbox" disabled ?checked=${token.checked} aria-label=${t('Task')} />`;
    case 'paragraph':
      return html`${inlines(token.tokens, place)}`;
    default:
      return token.raw;
  }
}

/** The page's own title is the first heading. */
function heading(depth: number, content: readonly Part[]): TemplateResult {
  switch (depth) {
    case 1:
      return html`<h2>${content}</h2>`;
    case 2:
      return html`<h3>${content}</h3>`;
    case 3:
      return html`<h4>${content}</h4>`;
    case 4:
      return html`<h5>${content}</h5>`;
    default:
      return html`<h6>${content}</h6>`;
  }
}

function list(token: Tokens.List, place: MarkdownPlace): TemplateResult {
  const items = token.items.map(item => html`<li>${blocks(item.tokens, place)}</li>`);
  return token.ordered
    ? html`<ol start=${token.start === '' ? 1 : token.start}>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

function table({ header, rows }: Tokens.Table, place: MarkdownPlace): TemplateResult {
  const alignOf = ({ align }: Tokens.TableCell): string => (align === null ? '' : `align-${align}`);
  return html`<div class="markdown-table" tabindex="0" role="region" aria-label=${t('Table')}>
    <table>
      <thead>
        <tr>
          ${header.map(cell => html`<th class=${alignOf(cell)}>${inlines(cell.tokens, place)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          row =>
            html`<tr>
              ${row.map(cell => html`<td class=${alignOf(cell)}>${inlines(cell.tokens, place)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** To the web, or to a file beside this one; every other link is the text that it has. */
function link(token: Tokens.Link, place: MarkdownPlace): TemplateResult {
  const content = inlines(token.tokens, place);
  const href = plain(token.href);
  if (/^https?:\/\//i.test(href)) {
    return html`<a href=${href} target="_blank" rel="noopener noreferrer" title=${href}>${content}</a>`;
  }
  const path = isRelative(href) ? resolvePath(place.path, href) : undefined;
  if (path === undefined || !place.host.source(path)) return html`${content}`;
  return html`<button class="link" title=${path} @click=${() => place.show(path)}>${content}</button>`;
}

const isRelative = (href: string): boolean => href !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(href);

function image(token: Tokens.Image, place: MarkdownPlace): TemplateResult {
  const href = plain(token.href);
  const path = isRelative(href) ? resolvePath(place.path, href) : undefined;
  return html`<amphora-thumbnail
    class="markdown-image"
    .path=${path ?? ''}
    .host=${place.host}
    .text=${token.text === '' ? href : token.text}
  ></amphora-thumbnail>`;
}
