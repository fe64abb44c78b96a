import { html, nothing, type TemplateResult } from 'lit';
import type { ArtifactUsage } from '../../src/protocol/pages/artifact.ts';
import type { Shell } from '../host/shell.ts';
import type { Column } from '../grid/column.ts';
import '../grid/grid.ts';
import { runPath } from '../parts/links.ts';
import { pending } from '../parts/notice.ts';
import type { Resource } from '../parts/resource.ts';
import { runColumns } from '../parts/runColumns.ts';
import { snippet } from '../parts/snippet.ts';
import { t } from '../ui/l10n.ts';

type UsageRow = ArtifactUsage['runs'][number];

function columns(): readonly Column<UsageRow>[] {
  return [
    ...runColumns<UsageRow>(),
    { key: 'usedAs', label: t('Used as'), width: 120, code: true, cell: run => run.usedAs ?? '' },
  ];
}

/** Who uses a version, and how code gets at it. */
export function usageTab(usage: Resource<ArtifactUsage>, shell: Shell): TemplateResult {
  usage.need();
  const { value, failure } = usage;
  if (!value) return pending(failure, () => usage.load());
  const { runs, more, python, cli } = value;
  return html`<div class="column">
      <h2>${t('Python')}</h2>
      ${snippet(python, shell)}
      <h2>${t('Command line')}</h2>
      ${snippet(cli, shell)}
      <h2>${t('Runs that use it')}</h2>
      ${runs.length === 0 ? html`<p class="muted">${t('No run uses this version yet.')}</p>` : nothing}
      ${more ? html`<p class="muted">${t('The newest of them are shown.')}</p>` : nothing}
    </div>
    ${
      runs.length === 0
        ? nothing
        : html`<amphora-grid
            class="usage-grid"
            .label=${t('Runs that use it')}
            .columns=${columns()}
            .rows=${runs}
            .onActivate=${(run: UsageRow) => shell.act('open', { path: runPath(run) })}
          ></amphora-grid>`
    }`;
}
