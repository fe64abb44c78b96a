import { html, type TemplateResult } from 'lit';
import type { Shell } from '../host/shell.ts';
import { toolbarButton } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';

/** Code to be copied. */
export function snippet(code: string, shell: Shell): TemplateResult {
  const copy = { icon: 'copy', label: t('Copy'), run: () => shell.act('copy', { text: code }) };
  return html`<div class="snippet">
    <pre tabindex="0">${code.trimEnd()}</pre>
    ${toolbarButton(copy)}
  </div>`;
}
