import { html, render } from 'lit';
import { toolbarButton } from '../../ui/controls.ts';
import { t } from '../../ui/l10n.ts';
import type { Commands } from '../commands.ts';

export function renderToolbar(parent: HTMLElement, commands: Commands): void {
  parent.setAttribute('aria-label', t('Lineage graph'));
  render(
    html`${toolbarButton({ icon: 'expand-all', label: t('Explode All'), run: commands.explodeAll })}
      ${toolbarButton({ icon: 'collapse-all', label: t('Collapse All'), run: commands.collapseAll })}
      <span class="toolbar-line"></span>
      ${toolbarButton({ icon: 'zoom-out', label: t('Zoom Out'), keys: '-', run: commands.zoomOut })}
      ${toolbarButton({ icon: 'zoom-in', label: t('Zoom In'), keys: '+', run: commands.zoomIn })}
      ${toolbarButton({ icon: 'screen-full', label: t('Zoom to Fit'), keys: 'F', run: commands.fit })}`,
    parent,
  );
}
