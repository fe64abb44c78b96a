/** What runs stream: lines to their places, the summary, signs of life and the end. */
import type { RunId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RunStream } from '../../core/run.ts';
import { parseClientObject } from '../../wandb/clientJson.ts';
import { isAmphoraError } from '../../core/errors.ts';
import type { ServedStore } from '../../store/serverHost.ts';
import type { Log } from '../log/Log.ts';

export interface StreamedFile {
  readonly offset: number;
  readonly content: readonly string[];
}

export interface StreamRequest {
  readonly files: Readonly<Record<string, StreamedFile>>;
  readonly complete: boolean;
  readonly exitCode: number | undefined;
}

/** By the names that clients give their files. */
const STREAMS: Readonly<Record<string, RunStream>> = {
  'wandb-history.jsonl': 'history',
  'wandb-events.jsonl': 'events',
  'output.log': 'console',
};
const SUMMARY = 'wandb-summary.json';

/** Names of runs whose ids are remembered. */
const KEPT = 5000;

export interface RunPlace {
  readonly entity: string;
  readonly project: string;
  readonly key: string;
}

export class RunStreams {
  readonly #log: Pick<Log, 'info'>;
  readonly #ids = new Map<string, RunId>();

  constructor(log: Pick<Log, 'info'>) {
    this.#log = log;
  }

  /**
   * Takes what a run sent; the same again is no change.
   * @returns whether it is to stop
   * @throws AmphoraError `project-not-found`, `run-not-found`, `disk-full`
   */
  async take(store: ServedStore, run: RunPlace, request: StreamRequest): Promise<boolean> {
    const known = this.#ids.get(pathOf(run));
    try {
      return await this.#take(store, run, known ?? (await this.#find(store, run)), request);
    } catch (error) {
      // The run of a name may be another one by now: it was deleted, perhaps through another server, and begun anew.
      this.#ids.delete(pathOf(run));
      if (known === undefined || !isAmphoraError(error, 'run-not-found')) throw error;
      return this.#take(store, run, await this.#find(store, run), request);
    }
  }

  async #take(store: ServedStore, run: RunPlace, id: RunId, request: StreamRequest): Promise<boolean> {
    const { stops } = store;
    if (!request.complete && (await store.runState(id)) !== 'running') {
      // One that was over goes on, as after a resume; it is not the one that was to stop.
      await stops.forget(id);
      await store.updateRun(id, { state: 'running' });
    }
    let told = false;
    for (const [name, { offset, content }] of Object.entries(request.files)) {
      const stream = Object.hasOwn(STREAMS, name) ? STREAMS[name] : undefined;
      if (!stream || content.length === 0) continue;
      await store.writeRunLines(id, stream, { offset, lines: content });
      told = true;
    }
    const summary = this.#summaryOf(request, run.key);
    if (summary) await store.updateRun(id, { summary });
    // Whatever was written was a sign of life as well.
    if (!request.complete && !told && !summary) await store.heartbeat(id);
    if (request.complete) {
      const { exitCode } = request;
      const state =
        exitCode === undefined || exitCode === 0
          ? 'finished'
          : (await stops.isAsked(id))
            ? 'killed'
            : 'failed';
      await store.finishRun(id, { state, ...(exitCode === undefined ? {} : { exitCode }) });
      await stops.forget(id);
      this.#log.info(`Run ${run.project}/${run.key} ${state}`);
    }
    return !request.complete && stops.isAsked(id);
  }

  /** One that cannot be understood is left out: refused, the client would send nothing more of this run. */
  #summaryOf({ files }: StreamRequest, key: string): JsonObject | undefined {
    try {
      return parseClientObject(files[SUMMARY]?.content.at(-1), 'the summary');
    } catch {
      this.#log.info(`The summary of run ${key} was left out: it cannot be understood`);
      return undefined;
    }
  }

  async #find(store: ServedStore, run: RunPlace): Promise<RunId> {
    const { id } = await store.runByKey((await store.project(run.project, run.entity)).id, run.key);
    if (this.#ids.size >= KEPT) this.#ids.clear();
    this.#ids.set(pathOf(run), id);
    return id;
  }
}

function pathOf({ entity, project, key }: RunPlace): string {
  return `${entity}/${project}/${key}`;
}
