/** How differences of files are told: their icons and words. */
import type { FILE_CHANGES } from '../../src/protocol/pages/compare.ts';
import { t } from '../ui/l10n.ts';

export type Change = (typeof FILE_CHANGES)[number];

export const CHANGE_ICONS: Readonly<Record<Change, string>> = {
  added: 'diff-added',
  removed: 'diff-removed',
  changed: 'diff-modified',
  renamed: 'diff-renamed',
};

export function changeText(change: Change): string {
  switch (change) {
    case 'added':
      return t('added');
    case 'removed':
      return t('removed');
    case 'changed':
      return t('changed');
    case 'renamed':
      return t('renamed');
  }
}
