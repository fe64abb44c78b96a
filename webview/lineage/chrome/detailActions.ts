import { html, type TemplateResult } from 'lit';
import type { InstanceNode } from '../../../src/core/lineageView.ts';
import { type Action, button, toolbarButton } from '../../ui/controls.ts';
import { t } from '../../ui/l10n.ts';
import type { Commands } from '../commands.ts';

/** What can be done with the selected version or run: the first as a button with words. */
export function actionButtons(view: InstanceNode, commands: Commands): TemplateResult {
  const [first, ...rest] = actionsFor(view, commands);
  return html`<div class="details-actions">${first ? button(first) : ''} ${rest.map(toolbarButton)}</div>`;
}

function actionsFor({ node, group }: InstanceNode, commands: Commands): readonly Action[] {
  const copy: Action = {
    icon: 'copy',
    label: t('Copy Reference'),
    run: () => commands.copyReference(node.id),
  };
  const focus: Action = {
    icon: 'target',
    label: t('Focus on This Lineage'),
    run: () => commands.focusOn(node.id),
  };
  const collapse: Action = {
    icon: 'fold',
    label: t('Collapse to Type'),
    run: () => commands.collapse(group),
  };
  if (node.kind === 'run') {
    // Nothing else is left of it.
    if (node.deleted) return [focus, collapse];
    const { id } = node;
    return [
      { icon: 'go-to-file', label: t('Open Run'), run: () => commands.openRun(id) },
      copy,
      focus,
      collapse,
    ];
  }
  const { id } = node;
  const open: Action = { icon: 'go-to-file', label: t('Open Artifact'), run: () => commands.openVersion(id) };
  if (node.deleted) return [open, copy, focus, collapse];
  return [
    open,
    { icon: 'files', label: t('Open Files'), run: () => commands.openFiles(id) },
    { icon: 'cloud-download', label: t('Download Artifact…'), run: () => commands.download(id) },
    copy,
    focus,
    collapse,
  ];
}
