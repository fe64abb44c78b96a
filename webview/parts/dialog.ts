/** Something that takes the whole window until it is left. */
import './dialog.css';
import { toolbarButton } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';
import { render } from 'lit';

/** Shows what is given alone; Escape or its button leaves, and the focus returns where it was. @returns what leaves it */
export function openDialog(label: string, content: HTMLElement, onClosed: () => void): () => void {
  const dialog = document.createElement('dialog');
  dialog.className = 'full-dialog';
  dialog.setAttribute('aria-label', label);
  const bar = document.createElement('div');
  bar.className = 'full-dialog-bar';
  const close = (): void => dialog.close();
  render(toolbarButton({ icon: 'close', label: t('Close'), keys: 'Escape', run: close }), bar);
  dialog.append(bar, content);
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClosed();
  });
  (document.querySelector('main') ?? document.body).append(dialog);
  dialog.showModal();
  return close;
}
