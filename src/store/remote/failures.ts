/** What went wrong on the way to a remote store, as failures with a sentence. */
import * as v from 'valibot';
import type { ErrorCode } from '../../core/errors.ts';
import { AmphoraError, errorFromJson, isAmphoraError } from '../../core/errors.ts';
import { ERROR_TEMPLATES } from '../../core/errorTemplates.ts';
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

const OF_HTTP = /^(ECONN|HPE_|EPROTO|ETIMEDOUT|ERR_SSL_|ERR_TLS_|ERR_STREAM_PREMATURE_CLOSE)/;
const CERTIFICATE = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_)/;

/** An error of Node's as one of ours; what is no error of the network stays as it is. */
export function networkFailure(error: Error, url: string): Error {
  // What Node's own HTTP tells of a connection that ended has a code, and is no error of the system.
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code !== 'string' || !(isSystemError(error) || OF_HTTP.test(code) || CERTIFICATE.test(code)))
    return error;
  if (CERTIFICATE.test(code)) {
    return new AmphoraError('remote-not-trusted', { url, problem: error.message || code }, { cause: error });
  }
  // Something else than a web server answers there.
  if (code.startsWith('HPE_'))
    return new AmphoraError('remote-answer-malformed', { url, place: 'HTTP' }, { cause: error });
  const problem = Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined;
  return new AmphoraError('remote-unreachable', { url, problem: problem ?? code }, { cause: error });
}

/** Whether nobody was reached at all, which a moment seldom changes. */
export function isNobody(error: unknown): boolean {
  return (
    isAmphoraError(error, 'remote-unreachable') &&
    isSystemError(error.cause, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH')
  );
}

const Told = v.object({
  code: v.string(),
  data: v.record(v.string(), v.union([v.string(), v.number()])),
  nearest: v.optional(v.array(v.string()), []),
  known: v.optional(v.array(v.string()), []),
});
const Failures = v.array(
  v.object({ message: v.optional(v.string(), ''), extensions: v.optional(v.unknown()) }),
);

/** Parts of a failure as a server of ours tells them; anything else is undefined. */
function ownFailure(extensions: unknown): AmphoraError | undefined {
  const told = v.safeParse(Told, extensions);
  if (!told.success || !Object.hasOwn(ERROR_TEMPLATES, told.output.code)) return undefined;
  const { code, data, nearest, known } = told.output;
  return errorFromJson({ code: code as ErrorCode, data, nearest, known });
}

/** Messages of servers are shown to people, and are no longer than people read. */
const SHOWN = 300;

/** What a server answered in place of what was asked, in the GraphQL envelope or by its status alone. */
export function answeredFailure(url: string, status: number, errors: unknown): AmphoraError {
  const listed = v.safeParse(Failures, errors);
  const [first] = listed.success ? listed.output : [];
  const own = ownFailure(first?.extensions);
  if (own) return own;
  if (status === 401) return new AmphoraError('remote-key-refused', { url });
  const message = first?.message.replace(/\s+/g, ' ').trim().slice(0, SHOWN);
  if (message) return new AmphoraError('remote-refused', { url, message });
  if (status === 403) return new AmphoraError('remote-forbidden', { url });
  return new AmphoraError('remote-failed', { url, status });
}

/** Whether a failure says that the server does not know a field or an argument that was asked for. */
export function isUnknownField(errors: unknown): boolean {
  const listed = v.safeParse(Failures, errors);
  return (
    listed.success &&
    listed.output.some(({ message }) => /^(Cannot query field|Unknown (argument|type|field))/.test(message))
  );
}
