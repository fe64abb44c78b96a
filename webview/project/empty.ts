/** What stands where nothing was logged yet: the ways to the first version and the first run. */
import { html, type TemplateResult } from 'lit';
import { LOCAL_ENTITY } from '../../src/core/project.ts';
import type { ProjectPlace } from '../../src/protocol/pages/project.ts';
import type { Shell } from '../host/shell.ts';
import { notice } from '../parts/notice.ts';
import { snippet } from '../parts/snippet.ts';
import { t } from '../ui/l10n.ts';

/** What follows `--project`, quoted where a shell would take it apart. */
function projectOption(place: ProjectPlace | undefined): string {
  if (!place) return '';
  const { entity, project } = place;
  const name = entity === LOCAL_ENTITY ? project : `${entity}/${project}`;
  return ` --project ${/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`}`;
}

/** @param place the project; unset where there is none at all */
export function howToLog(shell: Shell, place?: ProjectPlace): TemplateResult {
  const logFolder = { icon: 'add', label: t('Log a Folder…'), run: () => shell.act('logFolder', null) };
  const sentence = place ? t('Nothing was logged to this project yet.') : t('There are no projects yet.');
  return html`${notice('package', sentence, shell.canEdit ? [logFolder] : [])}
    <div class="column examples">
      <h2>${t('From a terminal')}</h2>
      ${snippet(`amphora log data/raw --name raw-data --type dataset${projectOption(place)}`, shell)}
    </div>`;
}

export function howToRun(shell: Shell, place: ProjectPlace): TemplateResult {
  return html`${notice('run-all', t('No run was recorded in this project yet.'))}
    <div class="column examples">
      <h2>${t('From a terminal')}</h2>
      ${snippet(`amphora run --job-type train${projectOption(place)} -- python train.py`, shell)}
      <h2>${t('Python')}</h2>
      ${snippet(`import wandb\n\nrun = wandb.init(project=${JSON.stringify(place.project)}, job_type="train")`, shell)}
    </div>`;
}
