import { html, type TemplateResult } from 'lit';
import { versionName } from '../../src/core/names.ts';
import type { ArtifactOverview } from '../../src/protocol/pages/artifact.ts';
import { toolbarButton } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';

/** The version's name between what leads to the one before and the one after. */
export function versionPicker(
  { version, newest }: ArtifactOverview,
  go: (version: number) => void,
): TemplateResult {
  const { index } = version;
  const step = (icon: string, label: string, to: number, there: boolean): TemplateResult =>
    html`<span class="step" ?hidden=${!there}>${toolbarButton({ icon, label, run: () => go(to) })}</span>`;
  return html`<span class="version-picker">
    ${step('chevron-left', t('Older Version'), index - 1, index > 0)}
    <span class="code">${versionName(index)}</span>
    ${step('chevron-right', t('Newer Version'), index + 1, newest !== undefined && index < newest)}
  </span>`;
}
