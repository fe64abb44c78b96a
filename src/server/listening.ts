import { AmphoraError } from '../core/errors.ts';
import { isSystemError, systemProblem } from '../store/systemError.ts';

/** Takes a port; what the system says against it becomes ours. */
interface Listener {
  listen(host: string, port: number): Promise<number>;
}

/** @throws AmphoraError `port-taken`, `server-not-listening` */
export async function listenOn(server: Listener, host: string, port: number): Promise<number> {
  try {
    return await server.listen(host, port);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EADDRINUSE') throw new AmphoraError('port-taken', { port }, { cause: error });
    throw new AmphoraError('server-not-listening', { host, problem: systemProblem(error) }, { cause: error });
  }
}
