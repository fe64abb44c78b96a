/** What stands where the picture would: a sentence and the actions that lead out. */
import { html, nothing, render } from 'lit';
import { type Action, button } from '../../ui/controls.ts';
import { t } from '../../ui/l10n.ts';
import type { Commands } from '../commands.ts';

export type Notice =
  | { readonly kind: 'none' | 'loading' | 'empty' | 'focus-gone' | 'filtered' }
  | { readonly kind: 'failed'; readonly message: string };

export function renderNotice(parent: HTMLElement, notice: Notice, commands: Commands): void {
  parent.hidden = notice.kind === 'none';
  parent.classList.toggle('failed', notice.kind === 'failed');
  const [first, second] = actionsFor(notice, commands);
  render(
    notice.kind === 'none'
      ? nothing
      : html`<p role=${notice.kind === 'failed' ? 'alert' : 'status'}>${sentence(notice)}</p>
          <div class="notice-actions">
            ${first ? button(first) : nothing} ${second ? button(second, true) : nothing}
          </div>`,
    parent,
  );
}

function sentence(notice: Notice): string {
  switch (notice.kind) {
    case 'none':
      return '';
    case 'loading':
      return t('Loading the lineage…');
    case 'empty':
      return t('Nothing has been logged to this project yet.');
    case 'focus-gone':
      return t('What this page was focused on is no longer in the store.');
    case 'filtered':
      return t('Nothing fits what was asked.');
    case 'failed':
      return notice.message;
  }
}

function actionsFor(notice: Notice, commands: Commands): readonly Action[] {
  const again: Action = { icon: 'refresh', label: t('Try Again'), run: commands.reload };
  switch (notice.kind) {
    case 'none':
    case 'loading':
      return [];
    case 'empty':
      return [
        { icon: 'add', label: t('Log Folder as Artifact…'), run: commands.logFolder },
        { icon: 'copy', label: t('Copy Example'), run: commands.copyExample },
      ];
    case 'focus-gone':
      return [{ icon: 'type-hierarchy', label: t('Show Whole Project'), run: commands.wholeProject }, again];
    case 'filtered':
      return [{ icon: 'clear-all', label: t('Show All Again'), run: commands.clearLens }];
    case 'failed':
      return [again];
  }
}
