import { l10n } from 'vscode';
import type { GarbageReport } from '../../store/maintenance.ts';
import { bytes, fileCount } from '../host/format.ts';
import { confirm, notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import { isRequest } from './arguments.ts';
import type { CommandDeps } from './deps.ts';
import { maintenanceStep } from './maintenanceStep.ts';

/** `amphora.store.collectGarbage`: says what no version needs and removes it once confirmed. A request `{ dryRun? }` asks nothing. */
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
  if (files === 0) {
    notify('info', l10n.t('There is nothing to free: every file of the store is needed.'));
    return found;
  }
  const question = l10n.t('Free {0} in the store?', bytes(found.bytes));
  const detail = l10n.t('No version needs them: {0}. They are removed for good.', fileCount(files));
  if (!(await confirm(question, detail, l10n.t('Free Space')))) return undefined;
  const report = await collect(false);
  notify(
    'info',
    l10n.t('Freed {0} ({1})', bytes(report.bytes), fileCount(report.blobs + report.temporaryFiles)),
  );
  return report;
}
