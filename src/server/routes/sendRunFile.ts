import type { Context } from 'hono';
import { AmphoraError } from '../../core/errors.ts';
import type { RunDetail } from '../../core/run.ts';
import type { ProtocolServices } from '../context.ts';
import type { ServerEnv } from '../services.ts';
import { sendBlob } from './sendBlob.ts';

/** A run's file as an answer. @throws AmphoraError `run-file-not-found` */
export async function sendRunFile(
  c: Context<ServerEnv>,
  { store, log }: Pick<ProtocolServices, 'store' | 'log'>,
  run: Pick<RunDetail, 'id' | 'name'>,
  name: string,
): Promise<Response> {
  const [file] = await store.findRunFiles(run.id, [name]);
  if (!file) throw new AmphoraError('run-file-not-found', { path: name, run: run.name });
  const { blob, size, mimeType } = file;
  return sendBlob(c, { location: await store.locateRunFile(run.id, name), blob, size, mimeType }, log);
}
