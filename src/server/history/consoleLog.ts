/** A run's console output, page by page. */
import type { RunDetail } from '../../core/run.ts';
import type { Maybe } from '../context.ts';
import { positionOf } from '../nodes/connection.ts';
import { decodeLine } from '../../pages/history/consoleLines.ts';
import type { LineSource } from '../../pages/history/lines.ts';

export interface LogArgs {
  readonly first?: Maybe<number>;
  readonly last?: Maybe<number>;
  readonly after?: Maybe<string>;
}

const DEFAULT_PAGE = 1000;
const MAX_PAGE = 10_000;

export async function logLines(store: LineSource, run: Pick<RunDetail, 'id' | 'lines'>, args: LogArgs) {
  const total = run.lines.console;
  const size = Math.min(MAX_PAGE, Math.max(0, args.last ?? args.first ?? DEFAULT_PAGE));
  const start = args.last == null ? positionOf(args.after) : Math.max(0, total - size);
  const lines = await store.runLines(run.id, 'console', { start, end: start + size });
  const end = start + lines.length;
  return {
    edges: lines.map((text, i) => ({
      cursor: String(start + i + 1),
      node: { id: String(start + i), number: start + i, ...decodeLine(text) },
    })),
    pageInfo: {
      __typename: 'PageInfo' as const,
      endCursor: lines.length > 0 ? String(end) : null,
      hasNextPage: end < total,
    },
  };
}
