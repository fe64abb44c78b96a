import type { Action } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';
import { type MenuItem, openMenu } from '../ui/menu.ts';

/** The button that opens a menu of what else can be done. */
export function moreActions(items: readonly MenuItem[]): Action {
  return {
    icon: 'ellipsis',
    label: t('More Actions…'),
    name: 'more-actions',
    run: () => {
      const button = document.querySelector('.more-actions');
      const { right = 0, bottom = 0 } = button?.getBoundingClientRect() ?? {};
      openMenu(t('More Actions…'), items, { x: right, y: bottom });
    },
  };
}
