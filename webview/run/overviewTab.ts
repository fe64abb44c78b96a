import { html, type TemplateResult } from 'lit';
import type { Client } from '../../src/protocol/client.ts';
import type { RunContract, RunOverview } from '../../src/protocol/pages/run.ts';
import type { Shell } from '../host/shell.ts';
import { duration } from '../parts/duration.ts';
import { editableLine } from '../parts/editableLine.ts';
import { editableText } from '../parts/editableText.ts';
import { facts } from '../parts/facts.ts';
import { gitFacts } from '../parts/gitFacts.ts';
import { stateIcon } from '../parts/links.ts';
import { nameList } from '../parts/nameList.ts';
import { snippet } from '../parts/snippet.ts';
import { formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { stateText } from '../ui/things.ts';
import { commandLine } from './commandLine.ts';

interface Editing {
  readonly shell: Shell;
  readonly edit: (change: (client: Client<RunContract>) => Promise<unknown>) => Promise<boolean>;
}

export function overviewTab({ run, lines }: RunOverview, { shell, edit }: Editing): TemplateResult {
  const { id } = run;
  const editable = shell.canEdit;
  const tagged = (tags: string[]) => edit(client => client.request('editTags', { id, tags }));
  return html`<div class="column">
    <h2>${t('Notes')}</h2>
    ${editableText({
      text: run.notes,
      placeholder: t('What it was for, and what came of it'),
      label: t('Notes'),
      editable,
      save: notes => edit(client => client.request('editNotes', { id, notes })),
    })}
    <h2>${t('Tags')}</h2>
    ${nameList({
      names: run.tags,
      label: t('Add tag'),
      editable,
      add: name => tagged([...run.tags, name]),
      remove: name => tagged(run.tags.filter(each => each !== name)),
    })}
    <h2>${t('Details')}</h2>
    ${facts([
      {
        name: t('Name'),
        value: editableLine({
          text: run.name,
          label: t('Name'),
          editable,
          save: name => edit(client => client.request('editName', { id, name })),
        }),
        code: true,
      },
      { name: t('Run ID'), value: run.key, code: true },
      { name: t('State'), value: html`${stateIcon(run.state)}${stateText(run.state)}` },
      { name: t('Job type'), value: run.jobType, code: true },
      { name: t('Group'), value: run.group, code: true },
      { name: t('Started'), value: formatTime(run.createdAt) },
      { name: t('Duration'), value: duration(run) },
      { name: t('Last sign of life'), value: formatTime(run.heartbeatAt) },
      {
        name: t('Exit code'),
        value: run.exitCode === undefined ? undefined : String(run.exitCode),
        code: true,
      },
      { name: t('Steps logged'), value: formatNumber(lines.history) },
      { name: t('Host'), value: run.host, code: true },
      ...gitFacts(run.git),
    ])}
    ${
      run.command && run.command.length > 0
        ? html`<h2>${t('Command')}</h2>
            ${snippet(commandLine(run.command), shell)}`
        : ''
    }
  </div>`;
}
