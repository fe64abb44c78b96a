import { l10n } from 'vscode';
import { addressOfRequest, pageOf } from '../panels/addressOf.ts';
import type { PagePlace } from '../panels/PagePanel.ts';
import type { AskingDeps } from './deps.ts';
import { findSubject } from './findSubject.ts';

/**
 * `amphora.page.open`. Takes a node, a request `{ path | version | run | project, store? }`, or nothing (a picker of projects, as
 * for the node of a store).
 */
export async function openPage(
  deps: AskingDeps,
  show: (place: PagePlace) => Promise<void>,
  target: unknown,
): Promise<void> {
  const store = deps.connection.name;
  const asked = addressOfRequest(target);
  if (asked) {
    await show({ address: asked, store });
    return;
  }
  const subject = await findSubject(deps, target, l10n.t('Open Page'));
  if (subject) await show({ address: pageOf(subject), store });
}
