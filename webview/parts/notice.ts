import { html, nothing, type TemplateResult } from 'lit';
import { type Action, button } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';

/** Stands where the content would: why there is none, and what leads out of it. */
export function notice(icon: string, sentence: string, actions: readonly Action[] = []): TemplateResult {
  return html`<div class="notice-block">
    <i class="codicon codicon-${icon}" aria-hidden="true"></i>
    <p>${sentence}</p>
    ${actions.length === 0 ? nothing : html`<p>${actions.map(each => button(each))}</p>`}
  </div>`;
}

/** What could not be read, and the way to try again. */
export function failureNotice(sentence: string, retry: () => void): TemplateResult {
  return html`<div role="alert">
    ${notice('error', sentence, [{ icon: 'refresh', label: t('Try Again'), run: retry }])}
  </div>`;
}

/** Stands where the content would until it comes. */
export function loading(): TemplateResult {
  return html`<div class="column muted" aria-busy="true">${t('Loading…')}</div>`;
}

/** What is shown of something that has not come: that it is on its way, or why it could not be read. */
export function pending(failure: string | undefined, retry: () => void): TemplateResult {
  return failure === undefined ? loading() : failureNotice(failure, retry);
}
