import { AmphoraError } from '../../core/errors.ts';
import { silenceSqliteWarning } from '../runtime.ts';

/** The server is a bundle of its own, beside this one. @throws AmphoraError `part-missing` */
export async function loadServer() {
  silenceSqliteWarning();
  try {
    return await import('../../server/main.ts');
  } catch (error) {
    const missing =
      error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND');
    throw missing ? new AmphoraError('part-missing', { path: 'server.js' }, { cause: error }) : error;
  }
}
