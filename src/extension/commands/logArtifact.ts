import { l10n, Uri } from 'vscode';
import type { RunId } from '../../core/ids.ts';
import { isJsonObject } from '../../core/json.ts';
import { LATEST, parseAlias, parseName } from '../../core/names.ts';
import { versionLabel } from '../../core/version.ts';
import type { LogRequest, LogResult } from '../../transfer/requests.ts';
import { bytes, fileCount } from '../host/format.ts';
import { runCommand } from '../host/commands.ts';
import { notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import { isNode, isRequest, stringOf, stringsOf } from './arguments.ts';
import type { Request } from './arguments.ts';
import { activeProject, rememberProject } from './activeProject.ts';
import type { AskingDeps } from './deps.ts';
import { askWhatToLog } from './logQuestions.ts';
import type { Place } from './logQuestions.ts';
import { transferSteps } from './progressText.ts';

/**
 * `amphora.artifact.log`. Takes nothing, a file of the Explorer, a node of the tree (its project, type and name
 * stand in the questions), or a request `{ path, artifact, type, project?, entity?, aliases?, description?, metadata?, tags?, run? }`.
 * Gives the result, or undefined when it was left or cancelled.
 */
export async function logArtifact(deps: AskingDeps, target: unknown): Promise<LogResult | undefined> {
  return isRequest(target) ? log(deps, parseRequest(deps, target)) : logFrom(deps, placeOf(target));
}

/** Asks what the place does not say, then logs. */
export async function logFrom(deps: AskingDeps, place: Place): Promise<LogResult | undefined> {
  const request = await askWhatToLog(deps, place);
  return request && log(deps, request);
}

async function log(deps: AskingDeps, request: LogRequest): Promise<LogResult> {
  const result = await withProgress(l10n.t('Logging {0}', request.artifact), (signal, report) => {
    const step = transferSteps();
    return deps.connection.service.log(request, {
      signal,
      onProgress: progress => {
        report(step(progress));
      },
    });
  });
  await rememberProject(deps.memory, request.project);
  tell(deps.connection.name, result);
  return result;
}

function placeOf(target: unknown): Place {
  if (target instanceof Uri) return { file: target };
  return isNode(target) ? { node: target } : {};
}

function parseRequest({ memory }: AskingDeps, request: Request): LogRequest {
  const path = stringOf(request, 'path') ?? '';
  const { metadata } = request;
  const aliases = stringsOf(request, 'aliases');
  const description = stringOf(request, 'description');
  const tags = stringsOf(request, 'tags');
  const run = stringOf(request, 'run');
  const entity = stringOf(request, 'entity');
  return {
    path,
    ...(entity === undefined ? {} : { entity: parseName(entity, 'an entity') }),
    project: parseName(stringOf(request, 'project') ?? activeProject(memory, Uri.file(path)), 'a project'),
    artifact: parseName(stringOf(request, 'artifact') ?? '', 'an artifact'),
    type: parseName(stringOf(request, 'type') ?? '', 'an artifact type'),
    ...(aliases && { aliases: aliases.map(parseAlias).filter(alias => alias !== LATEST) }),
    ...(description === undefined ? {} : { description }),
    ...(isJsonObject(metadata) ? { metadata } : {}),
    ...(tags && { tags }),
    ...(run === undefined ? {} : { run: run as RunId }),
  };
}

function tell(store: string, { version, created, files, bytes: size }: LogResult): void {
  const label = versionLabel(version);
  const amount = l10n.t('{0}, {1}', fileCount(files), bytes(size));
  const text = created
    ? l10n.t('Logged {0} ({1})', label, amount)
    : l10n.t('Nothing changed: {0} has this content already ({1})', label, amount);
  const request = { store, version: version.id };
  notify('info', text, [
    { label: l10n.t('Show Lineage'), run: () => runCommand('amphora.lineage.show', request) },
    {
      label: l10n.t('Copy Reference'),
      run: () => runCommand('amphora.version.copyReference', request),
    },
  ]);
}
