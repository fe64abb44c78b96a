import { l10n } from 'vscode';
import type { GarbageReport } from '../../store/maintenance.ts';
import { bytes, fileCount } from '../host/format.ts';
import { confirm, notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import { isRequest } from './arguments.ts';
import type { CommandDeps } from './deps.ts';
import { maintenanceStep } from './maintenanceStep.ts';

/** Versions named before the rest is left out. */
const SHOWN = 5;

function expiredWords({ expired }: GarbageReport): readonly string[] {
  if (expired.length === 0) return [];
  const names = expired.slice(0, SHOWN).map(({ reference }) => reference);
  const shown = expired.length > SHOWN ? [...names, '…'] : names;
  return [l10n.t('These versions are deleted because their time to live is over: {0}.', shown.join(', '))];
}

/**
 * `amphora.store.collectGarbage`: says which versions' time is over and what no version needs, and removes it once confirmed. A
 * request `{ dryRun? }` asks nothing.
 */
export async function collectGarbage(
  { connection }: Pick<CommandDeps, 'connection'>,
  target: unknown,
): Promise<GarbageReport | undefined> {
  const collect = (dryRun: boolean) =>
    withProgress(dryRun ? l10n.t('Looking for unused files') : l10n.t('Freeing space'), (signal, show) =>
      connection.service.collectGarbage(
        { dryRun },
        {
          signal,
          onProgress: progress => {
            show(maintenanceStep(progress));
          },
        },
      ),
    );
  if (isRequest(target)) return collect(target['dryRun'] === true);
  const found = await collect(true);
  const files = found.blobs + found.temporaryFiles;
  if (files === 0 && found.expired.length === 0) {
    notify('info', l10n.t('There is nothing to free: every file of the store is needed.'));
    return found;
  }
  const question = l10n.t('Free {0} in the store?', bytes(found.bytes));
  const unneeded = l10n.t('No version needs them: {0}. They are removed for good.', fileCount(files));
  const detail = [...expiredWords(found), unneeded].join('\n\n');
  if (!(await confirm(question, detail, l10n.t('Free Space')))) return undefined;
  const report = await collect(false);
  notify(
    'info',
    l10n.t('Freed {0} ({1})', bytes(report.bytes), fileCount(report.blobs + report.temporaryFiles)),
  );
  return report;
}
