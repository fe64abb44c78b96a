import type { RunRow } from '../../src/protocol/pages/shared.ts';
import type { Column } from '../grid/column.ts';
import { formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { duration } from './duration.ts';
import { runLink } from './links.ts';

/** Columns of tables of runs. */
export function runColumns<Row extends RunRow>(): readonly Column<Row>[] {
  return [
    { key: 'name', label: t('Run'), width: 240, grows: true, cell: runLink, title: run => run.name },
    { key: 'jobType', label: t('Job type'), width: 140, code: true, cell: run => run.jobType },
    { key: 'created', label: t('Created'), width: 170, cell: run => formatTime(run.createdAt) },
    { key: 'duration', label: t('Duration'), width: 110, end: true, cell: duration },
  ];
}
