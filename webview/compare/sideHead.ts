import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../ui/l10n.ts';

/** The head of one thing's column: leads to its page. */
export function sideHead(label: string, path: string, isBase: boolean): TemplateResult {
  return html`<a href=${path} tabindex="-1" title=${label}><bdi>${label}</bdi></a
    >${isBase ? html`<span class="base-mark">${t('base')}</span>` : nothing}`;
}
