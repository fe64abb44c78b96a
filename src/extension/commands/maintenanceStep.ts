import { l10n } from 'vscode';
import type { MaintenanceProgress } from '../../store/maintenance.ts';
import { bytes, count, joined } from '../host/format.ts';
import type { Step } from '../host/progress.ts';

export function maintenanceStep(progress: MaintenanceProgress): Step {
  const { files, filesTotal, bytesTotal } = progress;
  return {
    text: joined(
      l10n.t('{0} of {1} files', count(files), count(filesTotal)),
      l10n.t('{0} of {1}', bytes(progress.bytes), bytes(bytesTotal)),
    ),
    ...(bytesTotal > 0 ? { done: progress.bytes / bytesTotal } : {}),
  };
}
