import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import type { Section } from './sections.ts';
import type { ChartsView } from './view.ts';

interface ChartSection {
  readonly section: Section;
  readonly view: ChartsView;
  /** Whether metrics are searched: then every section is open. */
  readonly isSearch: boolean;
  readonly set: (change: Partial<ChartsView>) => void;
  /** What is in it, where it is open. */
  readonly content: () => TemplateResult;
}

/** Charts under the name that they share, which hides and shows them. */
export function chartSection({ section, view, isSearch, set, content }: ChartSection): TemplateResult {
  const { key, metrics } = section;
  const { closed } = view;
  const isOpen = isSearch || !closed.includes(key);
  const flip = (): void => set({ closed: isOpen ? [...closed, key] : closed.filter(each => each !== key) });
  return html`<section class="chart-section">
    <h2>
      <button class="section-button" aria-expanded=${isOpen} @click=${flip}>
        <i class="codicon codicon-chevron-${isOpen ? 'down' : 'right'}" aria-hidden="true"></i
        ><bdi>${titleOf(section)}</bdi><span class="tab-count">${formatNumber(metrics.length)}</span>
      </button>
    </h2>
    ${isOpen ? content() : nothing}
  </section>`;
}

function titleOf({ kind, prefix }: Section): string {
  if (kind === 'media') return t('Media');
  if (kind === 'system') return t('System');
  return prefix === '' ? t('Charts') : prefix;
}
