/** A certificate and its key, read again when they change: a renewal needs no new start. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:http';
import { Server as SecureServer } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { createSecureContext } from 'node:tls';
import { AmphoraError } from '../../core/errors.ts';
import { systemProblem } from '../../store/systemError.ts';
import type { Log } from '../log/Log.ts';

/** How often to look whether a file is another one, links to it included. Milliseconds. */
const LOOK = 5000;

export interface TlsOptions {
  readonly certificate: string;
  readonly key: string;
}

type Context = Pick<SecureContextOptions, 'cert' | 'key' | 'minVersion'>;

export class TlsFiles {
  readonly #options: TlsOptions;
  readonly #log: Log;
  #context: Context;
  #server: SecureServer | undefined;
  readonly #onChange = (): void => this.reload();

  /** @throws AmphoraError `certificate-unusable` */
  constructor(options: TlsOptions, log: Log, look = LOOK) {
    this.#options = options;
    this.#log = log;
    this.#context = this.#read();
    for (const file of [options.certificate, options.key])
      watchFile(file, { interval: look, persistent: false }, this.#onChange);
  }

  context(): Context {
    return this.#context;
  }

  /** The server that is given what comes later. */
  serve(server: Server): void {
    if (server instanceof SecureServer) this.#server = server;
  }

  /** New connections get what the files hold now, where that can be used; else they get what was there before. */
  reload(): void {
    try {
      this.#context = this.#read();
      this.#server?.setSecureContext(this.#context);
      this.#log.info('The certificate was read again');
    } catch (error) {
      // Between one file and the other they do not fit: the next look comes soon.
      this.#log.error('The certificate stays as it was', error);
    }
  }

  close(): void {
    for (const file of [this.#options.certificate, this.#options.key]) unwatchFile(file, this.#onChange);
  }

  #read(): Context {
    const { certificate, key } = this.#options;
    let path = certificate;
    try {
      const cert = readFileSync(certificate);
      path = key;
      const context = { cert, key: readFileSync(key), minVersion: 'TLSv1.2' as const };
      path = certificate;
      // Fails where they do not belong together.
      createSecureContext(context);
      return context;
    } catch (error) {
      throw new AmphoraError(
        'certificate-unusable',
        { path, problem: systemProblem(error) },
        { cause: error },
      );
    }
  }
}
