import { html, nothing, type TemplateResult } from 'lit';
import { type LineageNode, nodeLabel } from '../../../src/core/lineage.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import type { Commands } from '../commands.ts';
import { glyphOf } from '../model/labels.ts';

/** Longer lists are cut: the picture shows them all. */
const MOST = 100;

/** Versions or runs to go to, under a heading. Nothing where there are none. */
export function nodeList(
  heading: string,
  nodes: readonly LineageNode[],
  commands: Commands,
): TemplateResult | typeof nothing {
  if (nodes.length === 0) return nothing;
  return html`<h3>${heading} <span class="muted">${formatNumber(nodes.length)}</span></h3>
    <ul class="links">
      ${nodes.slice(0, MOST).map(node => html`<li>${nodeLink(node, commands)}</li>`)}
    </ul>
    ${
      nodes.length > MOST
        ? html`<p class="muted">${t('and {count} more', { count: formatNumber(nodes.length - MOST) })}</p>`
        : nothing
    }`;
}

/** A node to go to. */
export function nodeLink(node: LineageNode, commands: Commands): TemplateResult {
  const label = nodeLabel(node);
  const glyph = glyphOf({ shape: 'instance', id: `node:${node.id}`, group: 'type:', node });
  return html`<button class="link" title=${label} @click=${() => commands.selectNode(node.id)}>
    <i class="codicon codicon-${glyph}" aria-hidden="true"></i><bdi>${label}</bdi>
  </button>`;
}
