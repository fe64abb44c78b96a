import { l10n } from 'vscode';
import { lineageOf } from '../panels/addressOf.ts';
import type { PagePlace } from '../panels/PagePanel.ts';
import type { AskingDeps } from './deps.ts';
import { findSubject } from './findSubject.ts';

/**
 * `amphora.lineage.show`. Takes a node, a request `{ version | run | project, store? }`, or nothing (a picker of projects, as for
 * the node of a store).
 */
export async function showLineage(
  deps: AskingDeps,
  show: (place: PagePlace) => Promise<void>,
  target: unknown,
): Promise<void> {
  const subject = await findSubject(deps, target, l10n.t('Show Lineage'));
  if (subject) await show({ address: lineageOf(subject), store: deps.connection.name });
}
