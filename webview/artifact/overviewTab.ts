import { html, nothing, type TemplateResult } from 'lit';
import type { Client } from '../../src/protocol/client.ts';
import type { ArtifactContract, ArtifactOverview } from '../../src/protocol/pages/artifact.ts';
import { editableText } from '../parts/editableText.ts';
import { type Fact, facts } from '../parts/facts.ts';
import { gitFacts } from '../parts/gitFacts.ts';
import { loneRunLink } from '../parts/links.ts';
import { nameList } from '../parts/nameList.ts';
import { formatBytes, formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';

interface Editing {
  readonly canEdit: boolean;
  readonly edit: (change: (client: Client<ArtifactContract>) => Promise<unknown>) => Promise<boolean>;
}

export function overviewTab(overview: ArtifactOverview, { canEdit, edit }: Editing): TemplateResult {
  const { version, producer, linkedIn } = overview;
  const { id } = version;
  const editable = canEdit && !version.deleted;
  const reference = `${version.project}/${version.artifact}:v${version.index}`;
  return html`<div class="column">
    <h2>${t('Aliases')}</h2>
    ${nameList({
      names: version.aliases,
      label: t('Add alias'),
      editable,
      add: name => edit(client => client.request('editAliases', { id, add: [name], remove: [] })),
      remove: name => edit(client => client.request('editAliases', { id, add: [], remove: [name] })),
    })}
    <h2>${t('Description')}</h2>
    ${editableText({
      text: version.description,
      placeholder: t('What is in it, and how it came to be'),
      label: t('Description'),
      editable,
      save: description => edit(client => client.request('editDescription', { id, description })),
    })}
    <h2>${t('Tags')}</h2>
    ${nameList({
      names: version.tags,
      label: t('Add tag'),
      editable,
      add: name => edit(client => client.request('editTags', { id, tags: [...version.tags, name] })),
      remove: name =>
        edit(client => client.request('editTags', { id, tags: version.tags.filter(each => each !== name) })),
    })}
    <h2>${t('Details')}</h2>
    ${facts([
      { name: t('Reference'), value: reference, code: true },
      { name: t('Type'), value: version.type, code: true },
      { name: t('Size'), value: formatBytes(version.size) },
      { name: t('Files'), value: formatNumber(version.fileCount) },
      { name: t('Created'), value: formatTime(version.createdAt) },
      {
        name: t('Kept until'),
        value: version.expiresAt === undefined ? undefined : formatTime(version.expiresAt),
      },
      { name: t('Digest'), value: version.digest, code: true },
      ...producerFacts(producer),
      { name: t('Linked in'), value: linksOf(linkedIn) },
    ])}
  </div>`;
}

function producerFacts(producer: ArtifactOverview['producer']): readonly Fact[] {
  if (!producer) return [{ name: t('Logged by'), value: html`<span class="muted">${t('no run')}</span>` }];
  if (producer.kind === 'gone') {
    return [
      { name: t('Logged by'), value: html`<span class="muted">${t('a run that was deleted since')}</span>` },
    ];
  }
  const { run, git } = producer;
  return [
    { name: t('Logged by'), value: loneRunLink(run) },
    { name: t('Job type'), value: run.jobType, code: true },
    ...gitFacts(git),
  ];
}

function linksOf(linkedIn: ArtifactOverview['linkedIn']): TemplateResult | undefined {
  if (linkedIn.length === 0) return undefined;
  return html`${linkedIn.map(
    ({ label, path }, i) => html`${i === 0 ? nothing : ', '}<a href=${path}><bdi>${label}</bdi></a>`,
  )}`;
}
