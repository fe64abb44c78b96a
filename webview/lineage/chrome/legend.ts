/** Tells artifacts from runs by their shapes, and types and job types by their colours. */
import { html, nothing, render, svg, type TemplateResult } from 'lit';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import { groupTitle } from '../model/labels.ts';
import { toolbarButton } from '../../ui/controls.ts';
import { t } from '../../ui/l10n.ts';
import { chartColor } from '../../../src/picture/typeColor.ts';
import type { Commands } from '../commands.ts';
import { bandPath, cornerRadius } from '../../../src/picture/shapes.ts';

type Kind = 'version' | 'run';

/** Types named of each kind; the others are counted. */
const MOST_NAMES = 6;
/** px, before it is made as small as the text. */
const SHAPE = { width: 36, height: 24 } as const;
const SCALE = 0.55;

/** @param graph what the picture shows; undefined while the legend is closed */
export function renderLegend(parent: HTMLElement, graph: LineageGraph | undefined, commands: Commands): void {
  const groups = graph ? (['version', 'run'] as const).map(kind => group(kind, typesOf(graph, kind))) : [];
  parent.hidden = groups.every(each => each === nothing);
  parent.setAttribute('aria-label', t('Legend'));
  const close = { icon: 'close', label: t('Hide Legend'), run: commands.toggleLegend };
  render(parent.hidden ? nothing : html`${toolbarButton(close)} ${groups}`, parent);
}

/** The most frequent first. */
function typesOf(graph: LineageGraph, kind: Kind): readonly string[] {
  const counts = new Map<string, number>();
  for (const node of graph.nodes) {
    if (node.kind !== kind) continue;
    const type = node.kind === 'version' ? node.type : node.jobType;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([type]) => type);
}

function group(kind: Kind, types: readonly string[]): TemplateResult | typeof nothing {
  if (types.length === 0) return nothing;
  const more = types.length - MOST_NAMES;
  return html`<h2>${kind === 'version' ? t('Artifacts by type') : t('Runs by job type')}</h2>
    <ul>
      ${types
        .slice(0, MOST_NAMES)
        .map(
          type => html`<li>${shape(kind, type)}<bdi title=${groupTitle(type)}>${groupTitle(type)}</bdi></li>`,
        )}
      ${more > 0 ? html`<li class="muted">${t('{count} more', { count: more })}</li>` : nothing}
    </ul>`;
}

/** A node of the picture, as small as a word. */
function shape(kind: Kind, type: string): TemplateResult {
  const { width, height } = SHAPE;
  const box = { of: kind, height } as const;
  return html`<svg
    class="legend-shape chart-${chartColor(type)}"
    width=${(width + 2) * SCALE}
    height=${(height + 2) * SCALE}
    viewBox="-1 -1 ${width + 2} ${height + 2}"
    aria-hidden="true"
  >
    ${svg`<rect class="frame" width=${width} height=${height} rx=${cornerRadius(box)}></rect>
      <path class="band" d=${bandPath(box)}></path>`}
  </svg>`;
}
