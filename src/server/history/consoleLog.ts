/** A run's console output, line by line. */
import type { RunDetail } from '../../core/run.ts';
import type { Maybe } from '../context.ts';
import { positionOf } from '../nodes/connection.ts';
import type { LineSource } from './lines.ts';
import { parseRow } from './lines.ts';

export interface LogArgs {
  readonly first?: Maybe<number>;
  readonly last?: Maybe<number>;
  readonly after?: Maybe<string>;
}

const DEFAULT_PAGE = 1000;
const MAX_PAGE = 10_000;
/** How older clients mark a line: its level where it is an error, and when it was written. */
const PREFIX = /^(ERROR )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?) (.*)$/s;

interface Decoded {
  readonly timestamp: string | null;
  readonly level: string | null;
  readonly label: string | null;
  readonly line: string;
}

/** Newer clients send a JSON object, older ones a line with a prefix, some a plain line. */
export function decodeLine(text: string): Decoded {
  const json = text.startsWith('{') ? parseRow(text) : undefined;
  const field = (name: string) => (typeof json?.[name] === 'string' ? json[name] : null);
  const content = field('content');
  if (content !== null) {
    return { timestamp: field('ts'), level: field('level'), label: field('label'), line: content };
  }
  const match = PREFIX.exec(text);
  if (!match) return { timestamp: null, level: null, label: null, line: text };
  return {
    timestamp: match[2] ?? null,
    level: match[1] ? 'error' : null,
    label: null,
    line: match[3] ?? '',
  };
}

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
