/** The server's own bundle, read only by `amphora serve`. */
import type { ErrorJson } from '../core/errors.ts';
import { errorToJson, isAmphoraError } from '../core/errors.ts';
import type { ServeOptions } from './serve.ts';
import { serve } from './serve.ts';

/** `serve`, to be called from another bundle, which has classes of its own: a failure of ours is given back as data. */
export async function serveStore(options: ServeOptions): Promise<ErrorJson | undefined> {
  try {
    await serve(options);
    return undefined;
  } catch (error) {
    if (isAmphoraError(error)) return errorToJson(error);
    throw error;
  }
}
