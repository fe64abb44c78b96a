import { html, nothing, render } from 'lit';
import { type Action, toolbarButton } from '../../ui/controls.ts';
import { t } from '../../ui/l10n.ts';
import type { Commands } from '../commands.ts';

/**
 * @param legend whether the legend is open
 * @param more what can be done with every page
 */
export function renderToolbar(
  parent: HTMLElement,
  commands: Commands,
  legend: boolean,
  more: readonly Action[],
): void {
  const label = legend ? t('Hide Legend') : t('Show Legend');
  parent.setAttribute('aria-label', t('Lineage graph'));
  render(
    html`${toolbarButton({ icon: 'expand-all', label: t('Explode All'), run: commands.explodeAll })}
      ${toolbarButton({ icon: 'collapse-all', label: t('Collapse All'), run: commands.collapseAll })}
      <span class="toolbar-line"></span>
      ${toolbarButton({ icon: 'zoom-out', label: t('Zoom Out'), keys: '-', run: commands.zoomOut })}
      ${toolbarButton({ icon: 'zoom-in', label: t('Zoom In'), keys: '+', run: commands.zoomIn })}
      ${toolbarButton({ icon: 'screen-full', label: t('Zoom to Fit'), keys: '0', run: commands.fit })}
      <span class="toolbar-line legend-button"></span>
      ${toolbarButton({ icon: 'info', label, name: 'legend-button', run: commands.toggleLegend })}
      ${more.length === 0 ? nothing : html`<span class="toolbar-line"></span>`} ${more.map(toolbarButton)}`,
    parent,
  );
}
