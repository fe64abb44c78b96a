import { html, type TemplateResult } from 'lit';
import { versionName } from '../../src/core/names.ts';
import type { ArtifactOverview } from '../../src/protocol/pages/artifact.ts';
import { toolbarButton } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';

/** The version's name between what leads to those that are there before and after it. */
export function versionPicker(
  { version, older, newer }: ArtifactOverview,
  go: (version: number) => void,
): TemplateResult {
  const step = (icon: string, label: string, to: number | undefined): TemplateResult =>
    html`<span class="step" ?hidden=${to === undefined}
      >${toolbarButton({
        icon,
        label,
        run: () => {
          if (to !== undefined) go(to);
        },
      })}</span
    >`;
  return html`<span class="version-picker">
    ${step('chevron-left', t('Older Version'), older)}
    <span class="code">${versionName(version.index)}</span>
    ${step('chevron-right', t('Newer Version'), newer)}
  </span>`;
}
