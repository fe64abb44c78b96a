/**
 * Lines of histories by their number, over a protocol that finds them by their step. In nearly all runs both are the same; where
 * steps were left out, as many as there are lines are looked through, and where they were found is remembered.
 */
import * as v from 'valibot';
import { AmphoraError } from '../../../core/errors.ts';
import type { RunId } from '../../../core/ids.ts';
import { isJsonObject } from '../../../core/json.ts';
import { keepNewest } from '../../../core/keepNewest.ts';
import { parseClientJson } from '../../../wandb/clientJson.ts';
import type { LineRange } from '../../contract.ts';
import { MAX_LINES } from '../../runLines.ts';
import { HISTORY } from '../documents/runs.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { placeOfRun } from '../remoteIds.ts';
import { maybe } from '../shapes.ts';

const Answer = v.object({
  project: maybe(
    v.object({
      run: maybe(
        v.object({
          history: maybe(v.array(v.string())),
          historyLineCount: maybe(v.number()),
          historyTail: maybe(v.string()),
        }),
      ),
    }),
  ),
});

/** The line of this number has this step or a later one, and all before it an earlier one. */
interface Mark {
  readonly line: number;
  readonly step: number;
}

interface Marks {
  /** Lines that the run had. */
  count: number;
  /** Rising. */
  readonly all: Mark[];
}

interface Stretch {
  readonly lines: readonly string[];
  /** Lines that the run has. */
  readonly count: number;
  /** Step of the run's last line; undefined where the server does not say. */
  readonly lastStep: number | undefined;
}

/** Steps looked through at once where few have lines; servers take no more. */
const MAX_STEPS = 200_000;
/** Runs of which it is remembered where their lines are. */
const KEPT = 200;

function stepOf(line: string | undefined): number | undefined {
  if (line === undefined) return undefined;
  try {
    const row = parseClientJson(line, 'a row');
    const step = isJsonObject(row) ? row['_step'] : undefined;
    return typeof step === 'number' ? step : undefined;
  } catch {
    return undefined;
  }
}

function stepOfTail(tail: string | null | undefined): number | undefined {
  const lines = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(v.string())), tail);
  return lines.success ? stepOf(lines.output.at(-1)) : undefined;
}

export class HistoryLines {
  readonly #client: RemoteClient;
  readonly #marks = new Map<RunId, Marks>();

  constructor(client: RemoteClient) {
    this.#client = client;
  }

  /** @throws AmphoraError `run-not-found` */
  async read(run: RunId, range: LineRange, signal?: AbortSignal): Promise<readonly string[]> {
    const start = Math.max(0, range.start);
    const end = Math.min(range.end, start + MAX_LINES);
    if (end <= start) return [];
    const asked = await this.#ask(run, start, end, signal);
    const there = Math.max(0, Math.min(end, asked.count) - start);
    if (asked.lastStep === undefined) return asked.lines;
    if (asked.count === asked.lastStep + 1 && asked.lines.length === there) return asked.lines;
    return this.#lookThrough(run, start, Math.min(end, asked.count), signal);
  }

  async #ask(run: RunId, start: number, end: number, signal?: AbortSignal): Promise<Stretch> {
    const { key, ...place } = placeOfRun(run);
    const variables = { ...place, run: key, start, end, samples: end - start };
    const { project } = await this.#client.query(HISTORY, variables, Answer, signal);
    if (!project?.run) throw new AmphoraError('run-not-found', { run: key });
    const { history, historyLineCount, historyTail } = project.run;
    return { lines: history ?? [], count: historyLineCount ?? 0, lastStep: stepOfTail(historyTail) };
  }

  /** Goes from the nearest known step on until the line before `end` is found. */
  async #lookThrough(run: RunId, start: number, end: number, signal?: AbortSignal) {
    const marks = this.#marksOf(run);
    let { line, step } = marks.all.findLast(mark => mark.line <= start) ?? { line: 0, step: 0 };
    const found: string[] = [];
    for (let steps = MAX_LINES; line < end;) {
      signal?.throwIfAborted();
      const { lines, count, lastStep = -1 } = await this.#ask(run, step, step + steps, signal);
      // Rewound: what was remembered is of other lines.
      if (count < marks.count) marks.all.length = 0;
      marks.count = count;
      found.push(...lines.slice(Math.max(0, start - line), end - line));
      // Others may come after the last that is there: no step beyond it is passed.
      step = lines.length > 0 ? (stepOf(lines.at(-1)) ?? step + steps - 1) + 1 : step + steps;
      line += lines.length;
      if (step > lastStep) break;
      if ((marks.all.at(-1)?.line ?? 0) < line) marks.all.push({ line, step });
      // No more can come than there are.
      if (count - line <= MAX_LINES) steps = lastStep + 1 - step;
      else steps = lines.length < MAX_LINES / 4 ? Math.min(MAX_STEPS, steps * 2) : MAX_LINES;
    }
    return found;
  }

  #marksOf(run: RunId): Marks {
    const marks = this.#marks.get(run) ?? { count: 0, all: [] };
    this.#marks.delete(run);
    this.#marks.set(run, marks);
    keepNewest(this.#marks, KEPT);
    return marks;
  }
}
