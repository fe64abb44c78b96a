import type { ComparedVersions, FileDifference } from '../../src/protocol/pages/compare.ts';
import type { Shell } from '../host/shell.ts';
import { t } from '../ui/l10n.ts';
import type { MenuItem } from '../ui/menu.ts';

type Version = ComparedVersions['versions'][number];

/** The two versions whose files are compared. */
export interface Pair {
  readonly left: Version;
  readonly right: Version;
}

/** What can be done with a file that differs; the first is what Enter does. */
export function actionsOf(
  { change, path, from }: FileDifference,
  { left, right }: Pair,
  shell: Shell,
): readonly MenuItem[] {
  const before = { id: left.id, path: from ?? path };
  const after = { id: right.id, path };
  const open = (version: Version, file: typeof before): MenuItem => ({
    label: t('Open {version}', { version: version.label }),
    run: () => shell.act('openFile', { of: 'version', ...file }),
  });
  const diff = {
    label: t('Open in Diff Editor'),
    run: () => shell.act('diff', { left: before, right: after }),
  };
  const files =
    change === 'added'
      ? [open(right, after)]
      : change === 'removed'
        ? [open(left, before)]
        : [diff, open(left, before), open(right, after)];
  const copy = { label: t('Copy Path'), separated: true, run: () => shell.act('copy', { text: path }) };
  return [...files, copy];
}
