/** What is known of the compared things beside their JSON, as rows of keys. */
import { html, type TemplateResult } from 'lit';
import type { ComparedRuns, ComparedVersions } from '../../src/protocol/pages/compare.ts';
import { duration, durationText } from '../parts/duration.ts';
import { runLink } from '../parts/links.ts';
import { formatBytes, formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { stateText } from '../ui/things.ts';
import { stateIcon } from '../parts/links.ts';
import { type Cell, keyRow, type KeyRow, MISSING } from './keyRows.ts';

type Version = ComparedVersions['versions'][number];
type Run = ComparedRuns['runs'][number];

function cell(text: string | undefined, show?: TemplateResult): Cell {
  if (text === undefined || text === '') return MISSING;
  return show ? { kind: 'value', text, show } : { kind: 'value', text };
}

const names = (all: readonly string[]): Cell => cell(all.join(', '));

function row<T>(key: string, label: string, all: readonly T[], read: (each: T) => Cell): KeyRow {
  return keyRow(key, label, all.map(read));
}

export function versionDetails(all: readonly Version[]): readonly KeyRow[] {
  return [
    row('type', t('Type'), all, each => cell(each.type)),
    row('size', t('Size'), all, each =>
      exactly(each.size, formatBytes(each.size), t('{count} bytes', { count: formatNumber(each.size) })),
    ),
    row('files', t('Files'), all, each => cell(formatNumber(each.fileCount))),
    row('created', t('Created'), all, each => cell(formatTime(each.createdAt))),
    row('aliases', t('Aliases'), all, each => names(each.aliases)),
    row('tags', t('Tags'), all, each => names(each.tags)),
    row('description', t('Description'), all, each => cell(each.description)),
    row('digest', t('Digest'), all, each => cell(each.digest)),
    row('producer', t('Logged by'), all, ({ producer }) =>
      cell(producer && `${producer.name} (${producer.key})`, producer && runLink(producer)),
    ),
    row('jobType', t('Job type'), all, each => cell(each.producer?.jobType)),
  ];
}

/** A rounded number with what it is exactly: two that look the same may differ. */
function exactly(value: number, text: string, exact: string): Cell {
  return value < 1000
    ? cell(text)
    : cell(exact, html`<span>${text}</span> · <span class="muted">${exact}</span>`);
}

export function runDetails(all: readonly Run[]): readonly KeyRow[] {
  return [
    row('state', t('State'), all, each =>
      cell(stateText(each.state), html`${stateIcon(each.state)}${stateText(each.state)}`),
    ),
    row('jobType', t('Job type'), all, each => cell(each.jobType)),
    row('created', t('Created'), all, each => cell(formatTime(each.createdAt))),
    row('duration', t('Duration'), all, each => cell(durationText(each), html`${duration(each)}`)),
    row('host', t('Host'), all, each => cell(each.host)),
    row('commit', t('Commit'), all, each => cell(each.commit)),
    row('tags', t('Tags'), all, each => names(each.tags)),
    row('inputs', t('Inputs'), all, each => names(each.inputs)),
    row('outputs', t('Outputs'), all, each => names(each.outputs)),
    row('steps', t('Steps'), all, each => cell(formatNumber(each.lines))),
  ];
}
