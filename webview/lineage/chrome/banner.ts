import { html, nothing, render } from 'lit';
import { toolbarButton } from '../../ui/controls.ts';
import { t } from '../../ui/l10n.ts';

/** Says why an action failed, until it is closed; hidden without a message. */
export function renderBanner(parent: HTMLElement, message: string | undefined): void {
  parent.hidden = message === undefined;
  const close = { icon: 'close', label: t('Close'), run: () => renderBanner(parent, undefined) };
  render(
    message === undefined
      ? nothing
      : html`<i class="codicon codicon-error" aria-hidden="true"></i>
          <span role="alert">${message}</span>
          ${toolbarButton(close)}`,
    parent,
  );
}
