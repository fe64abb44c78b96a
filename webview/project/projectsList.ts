import { html, type TemplateResult } from 'lit';
import { formatPageAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { ProjectContract, ProjectRow } from '../../src/protocol/pages/project.ts';
import type { Column } from '../grid/column.ts';
import type { Shell } from '../host/shell.ts';
import { PagedList } from '../parts/pagedList.ts';
import { formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { howToLog } from './empty.ts';
import { listing } from './listing.ts';

/** All projects, or those of an entity. */
export class ProjectsList {
  readonly #shell: Shell;
  readonly #list: PagedList<ProjectRow>;
  readonly #hasEntity: boolean;

  constructor(
    client: Client<ProjectContract>,
    shell: Shell,
    entity: string | undefined,
    changed: () => void,
  ) {
    this.#shell = shell;
    this.#hasEntity = entity !== undefined;
    this.#list = new PagedList<ProjectRow>(
      async (cursor, signal) => {
        const { projects, next } = await client.request('getProjects', { entity, cursor }, signal);
        return { rows: projects, next };
      },
      row => row.id,
      changed,
    );
  }

  refresh(): void {
    this.#list.refresh();
  }

  dispose(): void {
    this.#list.dispose();
  }

  render(): TemplateResult {
    const list = this.#list;
    list.need();
    return listing<ProjectRow>({
      label: t('Projects'),
      rows: list.rows,
      list,
      columns: this.#hasEntity ? columns().filter(({ key }) => key !== 'entity') : columns(),
      rowKey: row => row.id,
      onActivate: row => this.#shell.act('open', { path: pathOf(row) }),
      none: howToLog(this.#shell),
    });
  }
}

function pathOf({ entity, name }: ProjectRow): string {
  return formatPageAddress({ page: 'project', entity, project: name });
}

function columns(): readonly Column<ProjectRow>[] {
  return [
    {
      key: 'name',
      label: t('Project'),
      width: 220,
      grows: true,
      code: true,
      cell: row =>
        html`<i class="codicon codicon-project" aria-hidden="true"></i
          ><a href=${pathOf(row)} tabindex="-1"><bdi>${row.name}</bdi></a>`,
      title: row => row.name,
    },
    {
      key: 'entity',
      label: t('Entity'),
      width: 140,
      code: true,
      cell: row => row.entity,
      title: row => row.entity,
    },
    {
      key: 'artifacts',
      label: t('Artifacts'),
      width: 90,
      end: true,
      cell: row => formatNumber(row.artifactCount),
    },
    { key: 'runs', label: t('Runs'), width: 90, end: true, cell: row => formatNumber(row.runCount) },
    { key: 'updated', label: t('Updated'), width: 170, cell: row => formatTime(row.updatedAt) },
  ];
}
