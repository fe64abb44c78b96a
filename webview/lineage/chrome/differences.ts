/** Where the lineages of two versions part, from the versions on upwards. */
import { html, nothing, type TemplateResult } from 'lit';
import { lineageDifference, type Pair } from '../../../src/core/lineage/difference.ts';
import type { Pairing, Seen } from '../../../src/core/lineage/lens.ts';
import { type Json, stringifyJson } from '../../../src/core/json.ts';
import type { LineageNode } from '../../../src/core/lineage.ts';
import { readObject } from '../../ui/json.ts';
import { t } from '../../ui/l10n.ts';
import type { Commands } from '../commands.ts';
import { nodeLink } from './nodeList.ts';

/** Configs of runs as JSON texts, by their ids; as far as they have come. */
export type Configs = ReadonlyMap<string, string>;

/** What the two came from, in pairs that are not the same. */
export function pairsOf({ left, right }: Pairing, { whole }: Seen): readonly Pair[] {
  return lineageDifference(whole, left, right).pairs.filter(pair => !pair.same && pair.distance > 0);
}

export function differences(
  pairing: Pairing,
  seen: Seen,
  configs: Configs,
  commands: Commands,
): TemplateResult {
  const pairs = pairsOf(pairing, seen);
  return html`<section>
    <h3>${t('Differences')}</h3>
    <ol class="details-pairs">
      ${pairs.map(
        pair =>
          html`<li>
            <span class="details-side" aria-label=${t('First')}>1</span> ${side(pair.left, commands)}
            <span class="details-side" aria-label=${t('Second')}>2</span> ${side(pair.right, commands)}
            ${configOf(pair, configs)}
          </li>`,
      )}
    </ol>
  </section>`;
}

function side(node: LineageNode | undefined, commands: Commands): TemplateResult {
  if (!node) return html`<span class="muted">${t('none')}</span>`;
  return nodeLink(node, commands);
}

/** What two runs were configured with otherwise. */
function configOf({ left, right }: Pair, configs: Configs): TemplateResult | typeof nothing {
  if (left?.kind !== 'run' || right?.kind !== 'run') return nothing;
  const [a, b] = [configs.get(left.id), configs.get(right.id)];
  if (a === undefined || b === undefined) return nothing;
  const [one, other] = [readObject(a), readObject(b)];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const changed = keys.filter(key => shown(one[key]) !== shown(other[key]));
  if (changed.length === 0) return nothing;
  return html`<dl class="facts">
    ${changed.map(
      key =>
        html`<dt><bdi>${key}</bdi></dt>
          <dd class="code"><bdi>${shown(one[key])} ↔ ${shown(other[key])}</bdi></dd>`,
    )}
  </dl>`;
}

const shown = (value: Json | undefined): string => (value === undefined ? '–' : stringifyJson(value));
