/** What goes wrong on the way to a server, as failures with a sentence. */
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import { isSystemError } from '../systemError.ts';

/** Causes that have words, by the system's code. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no network',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'names cannot be looked up',
  ETIMEDOUT: 'it did not answer in time',
};

/** Where nobody was reached at all. */
const NOBODY = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];
const OF_HTTP = /^(ECONN|HPE_|EPROTO|ETIMEDOUT|ERR_SSL_|ERR_TLS_|ERR_STREAM_PREMATURE_CLOSE)/;
const CERTIFICATE = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_)/;

/**
 * An error of Node's as one of ours; what is no error of the network stays as it is.
 * @param proxy what was connected to on the way
 */
export function networkFailure(error: Error, url: string, proxy?: URL): Error {
  // What Node's own HTTP tells of a connection that ended has a code, and is no error of the system.
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code !== 'string' || !(isSystemError(error) || OF_HTTP.test(code) || CERTIFICATE.test(code)))
    return error;
  if (CERTIFICATE.test(code)) {
    // What Node adds after the problem is advice about Node.
    const [problem = code] = error.message.split(';');
    return new AmphoraError('remote-not-trusted', { url, problem: problem || code }, { cause: error });
  }
  // Something else than a web server answers there.
  if (code.startsWith('HPE_'))
    return new AmphoraError('remote-answer-malformed', { url, place: 'HTTP' }, { cause: error });
  const problem = (Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined) ?? code;
  // Who answers nobody is the proxy: what is behind it was not asked.
  if (proxy && NOBODY.includes(code))
    return new AmphoraError('proxy-failed', { url, proxy: proxy.host, problem }, { cause: error });
  return new AmphoraError('remote-unreachable', { url, problem }, { cause: error });
}

/** Whether nobody was reached at all, which a moment seldom changes. */
export function isNobody(error: unknown): boolean {
  return isAmphoraError(error, 'remote-unreachable') && isSystemError(error.cause, ...NOBODY);
}
