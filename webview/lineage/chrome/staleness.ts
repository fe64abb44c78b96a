import { html, nothing, type TemplateResult } from 'lit';
import type { Seen } from '../../../src/core/lineage/lens.ts';
import { staleReasons } from '../../../src/core/lineage/staleness.ts';
import { type LineageEdge, nodeLabel } from '../../../src/core/lineage.ts';
import { versionName } from '../../../src/core/names.ts';
import { t } from '../../ui/l10n.ts';

/** Why a node is stale: each input that has moved on. */
export function stalenessOf(id: string, { whole, stale }: Seen): TemplateResult | typeof nothing {
  const reasons = staleReasons(whole, stale, id);
  if (reasons.length === 0) return nothing;
  const sentence = ({ from, to, usedAs = '', newer }: LineageEdge): string => {
    const [version, run] = [whole.node(from), whole.node(to)];
    if (version?.kind !== 'version' || run?.kind !== 'run' || newer === undefined) return '';
    return t('{run} used {version} as “{alias}”, which is {newer} by now.', {
      run: nodeLabel(run),
      version: `${version.artifact}:${versionName(version.version)}`,
      alias: usedAs,
      newer: versionName(newer),
    });
  };
  return html`<section class="details-note">
    <h3><i class="codicon codicon-history" aria-hidden="true"></i> ${t('Stale')}</h3>
    ${reasons.map(reason => html`<p><bdi>${sentence(reason)}</bdi></p>`)}
  </section>`;
}
