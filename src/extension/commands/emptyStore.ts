import { l10n } from 'vscode';
import type { Store } from '../../store/contract.ts';
import { notify } from '../host/messages.ts';

/** Whether there is nothing to pick from; says so and what to do. */
export async function tellEmptyStore(store: Store): Promise<boolean> {
  const { items } = await store.projects({ limit: 1 });
  if (items.length > 0) return false;
  notify('info', l10n.t('The store has no project yet; log a folder first.'));
  return true;
}
