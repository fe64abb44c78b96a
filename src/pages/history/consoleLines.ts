/** A run's console output, line by line. */
import type { CallOptions, LineRange } from '../../store/contract.ts';
import type { LineSource, StreamedRun } from './lines.ts';
import { parseRow } from './lines.ts';

export interface DecodedLine {
  readonly timestamp: string | null;
  readonly level: string | null;
  readonly label: string | null;
  readonly line: string;
}

/** How older clients mark a line: its level where it is an error, and when it was written. */
const PREFIX = /^(ERROR )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?) (.*)$/s;

/** Newer clients send a JSON object, older ones a line with a prefix, some a plain line. */
export function decodeLine(text: string): DecodedLine {
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

/** One line of output; with whatever control characters the program wrote. */
export interface LogLine {
  /** The first is 0. */
  readonly number: number;
  readonly text: string;
  /** Such as `error`, where the client said so. */
  readonly level?: string;
  /** Milliseconds since the epoch. */
  readonly time?: number;
}

export interface LogAnswer {
  /** Lines that there are. */
  readonly total: number;
  /** 10,000 at most, in order. */
  readonly lines: readonly LogLine[];
}

/** Clients write UTC, with or without saying so. */
function timeOf(timestamp: string | null): number | undefined {
  if (timestamp === null) return undefined;
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(timestamp) ? timestamp : `${timestamp}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Lines of a run's output from `start` to `end`, exclusive, 10,000 at most. */
export async function logLines(
  store: LineSource,
  run: StreamedRun,
  { start, end }: LineRange,
  options?: CallOptions,
): Promise<LogAnswer> {
  const total = run.lines.console;
  const first = Math.max(0, start);
  const texts = end > first ? await store.runLines(run.id, 'console', { start: first, end }, options) : [];
  const lines = texts.map((text, i) => {
    const { line, level, timestamp } = decodeLine(text);
    const time = timeOf(timestamp);
    return {
      number: first + i,
      text: line,
      ...(level !== null && { level }),
      ...(time !== undefined && { time }),
    };
  });
  // More may have come since the run was asked for.
  return { total: Math.max(total, (lines.at(-1)?.number ?? -1) + 1), lines };
}
