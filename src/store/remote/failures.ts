/** What a remote store answered in place of what was asked, as failures with a sentence. */
import * as v from 'valibot';
import type { ErrorCode } from '../../core/errors.ts';
import { AmphoraError, errorFromJson } from '../../core/errors.ts';
import { ERROR_TEMPLATES } from '../../core/errorTemplates.ts';

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
