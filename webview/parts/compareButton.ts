import { html, type TemplateResult } from 'lit';
import { MAX_COMPARED } from '../../src/protocol/pages/compare.ts';
import { button } from '../ui/controls.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';

interface Comparison {
  /** How many are selected. */
  readonly count: number;
  /** Says that more are to be selected. */
  readonly hint: string;
  /** Of the button. */
  readonly label: string;
  readonly run: () => void;
}

/** Compares what is selected in a table, or says what is to be selected first. */
export function compareButton({ count, hint, label, run }: Comparison): TemplateResult {
  if (count < 2) return html`<span class="hint muted">${hint}</span>`;
  if (count > MAX_COMPARED) {
    return html`<span class="hint muted" role="status"
      >${t('{count} selected; {most} can be compared at once.', { count: formatNumber(count), most: MAX_COMPARED })}</span
    >`;
  }
  return button({ icon: 'diff', label, name: 'compare-button', run });
}
