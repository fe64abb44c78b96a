import { joined } from '../host/format.ts';
import type { AskingDeps } from './deps.ts';

/** The title of a question, with the store that it is about where there are several. */
export function titled(
  { connection, stores }: Pick<AskingDeps, 'connection' | 'stores'>,
  title: string,
): string {
  return stores.all.length === 1 ? title : joined(title, connection.label);
}
