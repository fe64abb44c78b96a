/** `POST /files/{entity}/{project}/{run}/file_stream`: what a run streams while it is under way. */
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Context } from 'hono';
import * as v from 'valibot';
import { refuse } from '../http/answers.ts';
import type { RunStreams } from '../runs/RunStreams.ts';
import type { ServerApp, ServerEnv } from '../services.ts';

/** Bytes of a body after decompression. */
const LIMIT = 64 << 20;

const Body = v.object({
  files: v.optional(
    v.nullable(
      v.record(
        v.string(),
        v.object({
          offset: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), 0),
          content: v.optional(v.nullable(v.array(v.string())), []),
        }),
      ),
    ),
  ),
  complete: v.optional(v.nullable(v.boolean())),
  exitcode: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger()))),
});

async function readBody(c: Context<ServerEnv>): Promise<unknown> {
  const bytes = Buffer.from(await c.req.arrayBuffer());
  const packed = c.req.header('content-encoding') === 'gzip';
  const text = packed ? await promisify(gunzip)(bytes, { maxOutputLength: LIMIT }) : bytes;
  return text.length === 0 ? {} : JSON.parse(text.toString());
}

export function fileStreamRoute(app: ServerApp, streams: RunStreams): void {
  app.post('/files/:entity/:project/:run/file_stream', async c => {
    const { entity, project, run: key } = c.req.param();
    const run = { entity, project, key };
    const body = v.safeParse(Body, await readBody(c).catch(() => undefined));
    if (!body.success) return refuse(c, 400, 'A stream of files in JSON was expected.');
    const { files, complete, exitcode } = body.output;
    const entries = Object.entries(files ?? {}).map(
      ([name, { offset, content }]) => [name, { offset: offset ?? 0, content: content ?? [] }] as const,
    );
    const stopped = await streams.take(c.var.caller.store, run, {
      files: Object.fromEntries(entries),
      complete: complete === true,
      exitCode: exitcode ?? undefined,
    });
    return c.json({ exitcode: exitcode ?? null, limits: {}, ...(stopped ? { stopped: true } : {}) });
  });
}
