/** How the things of the store are shown everywhere: their icons and words. */
import type { RunState } from '../../src/core/run.ts';
import type { Glyph } from './codicons.ts';
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

export const STATE_GLYPHS: Readonly<Record<RunState, Glyph>> = {
  running: 'loading',
  finished: 'pass',
  failed: 'error',
  crashed: 'error',
  killed: 'circle-slash',
};

/** Icon of an artifact type. */
export function typeGlyph(type: string): Glyph {
  if (type === 'dataset') return 'database';
  return type === 'model' ? 'symbol-class' : 'package';
}
