import { html, nothing, type TemplateResult } from 'lit';
import { impactOf } from '../../../src/core/lineage/impact.ts';
import type { LineageIndex } from '../../../src/core/lineageReach.ts';
import { t } from '../../ui/l10n.ts';
import { countText } from '../model/labels.ts';

/** Aliases that are named; the others are counted. */
const MOST_NAMES = 6;

/** What deleting a version would touch. */
export function impactSection(id: string, whole: LineageIndex): TemplateResult | typeof nothing {
  const { runs, versions, aliases } = impactOf(whole, id);
  if (runs.length + versions.length + aliases.length === 0) return nothing;
  const more = aliases.length - MOST_NAMES;
  const came = { runs: countText('run', runs.length), versions: countText('version', versions.length) };
  return html`<section>
    <h3>${t('Deleting it would touch')}</h3>
    <p>${runs.length === 0 ? t('Nothing came of it.') : t('{runs} and {versions} that came of it.', came)}</p>
    ${
      aliases.length === 0
        ? nothing
        : html`<ul class="pills" aria-label=${t('Aliases')}>
            ${aliases.slice(0, MOST_NAMES).map(alias => html`<li><bdi>${alias}</bdi></li>`)}
            ${more > 0 ? html`<li>${t('{count} more', { count: more })}</li>` : nothing}
          </ul>`
    }
  </section>`;
}
