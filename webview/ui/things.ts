/** How the things of the store are shown everywhere: their words. */
import type { RunState } from '../../src/core/run.ts';
import { t } from './l10n.ts';

export function stateText(state: RunState): string {
  switch (state) {
    case 'running':
      return t('running');
    case 'finished':
      return t('finished');
    case 'failed':
      return t('failed');
    case 'crashed':
      return t('crashed');
    case 'killed':
      return t('stopped');
  }
}
