/** What runs stream: lines to their places, the summary, signs of life and the end. */
import type { RunId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RunStream } from '../../core/run.ts';
import { parseClientObject } from '../../wandb/clientJson.ts';
import type { ProtocolServices } from '../context.ts';

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

type StreamServices = Pick<ProtocolServices, 'store' | 'stopping' | 'log'>;

export class RunStreams {
  readonly #services: StreamServices;
  readonly #ids = new Map<string, RunId>();

  constructor(services: StreamServices) {
    this.#services = services;
  }

  /**
   * Takes what a run sent; the same again is no change.
   * @returns whether it is to stop
   * @throws AmphoraError `project-not-found`, `run-not-found`, `disk-full`
   */
  async take(
    run: { readonly entity: string; readonly project: string; readonly key: string },
    request: StreamRequest,
  ): Promise<boolean> {
    const { store, stopping, log } = this.#services;
    const id = await this.#idOf(run);
    if (!request.complete && (await store.runState(id)) !== 'running') {
      // One that was over goes on, as after a resume; it is not the one that was to stop.
      stopping.delete(id);
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
        exitCode === undefined || exitCode === 0 ? 'finished' : stopping.has(id) ? 'killed' : 'failed';
      await store.finishRun(id, { state, ...(exitCode === undefined ? {} : { exitCode }) });
      stopping.delete(id);
      log.info(`Run ${run.project}/${run.key} ${state}`);
    }
    return stopping.has(id);
  }

  /** One that cannot be understood is left out: refused, the client would send nothing more of this run. */
  #summaryOf({ files }: StreamRequest, key: string): JsonObject | undefined {
    try {
      return parseClientObject(files[SUMMARY]?.content.at(-1), 'the summary');
    } catch {
      this.#services.log.info(`The summary of run ${key} was left out: it cannot be understood`);
      return undefined;
    }
  }

  async #idOf({ entity, project, key }: { entity: string; project: string; key: string }): Promise<RunId> {
    const { store } = this.#services;
    const path = `${entity}/${project}/${key}`;
    const known = this.#ids.get(path);
    if (known !== undefined) return known;
    const { id } = await store.runByKey((await store.project(project, entity)).id, key);
    if (this.#ids.size >= KEPT) this.#ids.clear();
    this.#ids.set(path, id);
    return id;
  }

  /** After a failure: the run of a name may be another one by now. */
  forget({ entity, project, key }: { entity: string; project: string; key: string }): void {
    this.#ids.delete(`${entity}/${project}/${key}`);
  }
}
