import { l10n } from 'vscode';
import type { VerifyReport } from '../../store/maintenance.ts';
import { bytes, versionCount } from '../host/format.ts';
import { notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import type { CommandDeps } from './deps.ts';
import { maintenanceStep } from './maintenanceStep.ts';

/** `amphora.store.verify`: reads every file of the store and says what is damaged. */
export async function verifyStore({
  connection,
  log,
}: Pick<CommandDeps, 'connection' | 'log'>): Promise<VerifyReport> {
  const report = await withProgress(l10n.t('Verifying the store'), (signal, show) =>
    connection.service.verify({
      signal,
      onProgress: progress => {
        show(maintenanceStep(progress));
      },
    }),
  );
  const damaged = report.damaged.length + report.damagedManifests.length;
  if (damaged === 0) {
    notify(
      'info',
      l10n.t('The store is whole: {0}, {1}', versionCount(report.versions), bytes(report.bytes)),
    );
    return report;
  }
  for (const { blob, problem, neededBy } of report.damaged)
    log.info(`${problem} ${blob} ${neededBy.join(' ')}`);
  for (const version of report.damagedManifests) log.info(`damaged manifest ${version}`);
  const [first] = report.damaged.flatMap(({ neededBy }) => neededBy);
  const example = first ?? report.damagedManifests[0] ?? '';
  const text = l10n.t(
    '{0} files of the store are damaged or missing, among them {1}. Log them again to mend it.',
    damaged,
    example,
  );
  notify('warning', text, [
    {
      label: l10n.t('Show Log'),
      run: () => {
        log.show();
      },
    },
  ]);
  return report;
}
