import { html, nothing, type TemplateResult } from 'lit';
import { check, filterField } from '../../parts/filterBar.ts';
import { button, toolbarButton } from '../../ui/controls.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { type LogLines, MOST_LOADED } from './LogLines.ts';
import type { LogSearch } from './LogSearch.ts';

export interface LogTools {
  readonly lines: LogLines;
  readonly search: LogSearch;
  readonly wraps: boolean;
  readonly isLive: boolean;
  readonly atEnd: boolean;
  readonly isLoadingAll: boolean;
  readonly onSearch: (query: string) => void;
  readonly find: (step: 1 | -1) => void;
  readonly wrap: () => void;
  readonly toEnd: () => void;
  readonly loadAll: () => void;
  readonly copy: () => void;
}

/** What can be done with output. */
export function logTools(model: LogTools): TemplateResult {
  const { lines, search, find } = model;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    find(event.shiftKey ? -1 : 1);
  };
  return html`<div class="filter-bar">
    ${filterField(t('Search output'), search.text, model.onSearch, onKey)}
    ${
      search.query === ''
        ? nothing
        : html`<span role="status">${matchText(search)}</span>
            ${toolbarButton({ icon: 'arrow-up', label: t('Previous Match'), keys: 'Shift+Enter', run: () => find(-1) })}
            ${toolbarButton({ icon: 'arrow-down', label: t('Next Match'), keys: 'Enter', run: () => find(1) })}`
    }
    ${check(t('Wrap lines'), model.wraps, model.wrap)}
    ${toolbarButton({ icon: 'copy', label: t('Copy Loaded Lines'), run: model.copy })}
    ${
      model.atEnd
        ? nothing
        : button(
            { icon: 'arrow-down', label: model.isLive ? t('Follow') : t('Go to End'), run: model.toEnd },
            true,
          )
    }
    ${loadAllButton(model)}
    <span class="muted" role="status">${countText(lines)}</span>
  </div>`;
}

function matchText({ matches, place }: LogSearch): string {
  if (matches.length === 0) return t('No match');
  if (place < 0) return t('Matching lines: {count}', { count: formatNumber(matches.length) });
  return t('{place} of {count}', { place: formatNumber(place + 1), count: formatNumber(matches.length) });
}

function loadAllButton({ lines, isLoadingAll, loadAll }: LogTools): TemplateResult | typeof nothing {
  if (lines.loaded >= Math.min(MOST_LOADED, lines.total)) return nothing;
  if (isLoadingAll) return html`<span class="muted">${t('Loading…')}</span>`;
  const label =
    lines.total > MOST_LOADED
      ? t('Load Last {count} Lines', { count: formatNumber(MOST_LOADED) })
      : t('Load All');
  return button({ icon: 'cloud-download', label, run: loadAll }, true);
}

function countText({ loaded, total }: LogLines): string {
  const all = formatNumber(total);
  return loaded >= total
    ? t('Lines: {count}', { count: all })
    : t('Lines loaded: {loaded} of {total}', { loaded: formatNumber(loaded), total: all });
}
