/**
 * The key to a bucket: from the environment, else lent for a while by the service that the machine or its container runs in. Names and
 * answers are those that all tools of S3 know.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { AmphoraError } from '../../core/errors.ts';
import type { S3Credentials } from './sign.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where containers of Amazon's ask, and machines. */
const CONTAINER = 'http://169.254.170.2';
const MACHINE = 'http://169.254.169.254/latest';
/** Milliseconds. */
const PATIENCE = 2000;
/** A key is asked for anew when it is good for no longer than this. Milliseconds. */
const AHEAD = 5 * 60_000;
/** After how long it is tried again where that failed while the old one is still good. Milliseconds. */
const PAUSE = 30_000;
const TOKEN_SECONDS = '21600';

const Lent = v.object({
  AccessKeyId: v.string(),
  SecretAccessKey: v.string(),
  Token: v.optional(v.string()),
  Expiration: v.pipe(
    v.string(),
    v.transform(text => Date.parse(text)),
    v.number(),
  ),
});

interface Key {
  readonly credentials: S3Credentials;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`${url} answered with status ${String(answer.status)}`);
  return answer;
}

async function readLent(answer: Response): Promise<Key> {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = v.parse(Lent, await answer.json());
  const token = Token ? { sessionToken: Token } : {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...token };
  return { credentials, until: Expiration };
}

/** Lent to a container. */
async function ofContainer(url: string, env: Environment): Promise<Key> {
  const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  const token = file ? (await readFile(file, 'utf8')).trim() : env['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  return readLent(await ask(url, token ? { headers: { authorization: token } } : {}));
}

/** Lent to the role of a machine. */
async function ofMachine(): Promise<Key> {
  const lifetime = { 'x-aws-ec2-metadata-token-ttl-seconds': TOKEN_SECONDS };
  const token = await (await ask(`${MACHINE}/api/token`, { method: 'PUT', headers: lifetime })).text();
  const headers = { 'x-aws-ec2-metadata-token': token };
  const roles = `${MACHINE}/meta-data/iam/security-credentials/`;
  const [role = ''] = (await (await ask(roles, { headers })).text()).split('\n');
  return readLent(await ask(roles + role, { headers }));
}

function sourceOf(env: Environment): () => Promise<Key> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (accessKeyId && secretAccessKey) {
    const sessionToken = env['AWS_SESSION_TOKEN'];
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
    return () => Promise.resolve({ credentials, until: Infinity });
  }
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const url = relative ? `${CONTAINER}${relative}` : env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (url) return () => ofContainer(url, env);
  return ofMachine;
}

export class CredentialSource {
  readonly #find: () => Promise<Key>;
  #key: Key;
  #renewing: Promise<void> | undefined;
  #triedAt = 0;

  private constructor(find: () => Promise<Key>, key: Key) {
    this.#find = find;
    this.#key = key;
  }

  /** @param bucket for the sentence @throws AmphoraError `bucket-key-missing` */
  static async open(env: Environment, bucket: string): Promise<CredentialSource> {
    const find = sourceOf(env);
    try {
      return new CredentialSource(find, await find());
    } catch (cause) {
      throw new AmphoraError('bucket-key-missing', { bucket }, { cause });
    }
  }

  /** The key that is good now: the same object as long as it is the same. */
  get current(): S3Credentials {
    return this.#key.credentials;
  }

  /** Resolves when the key is good for a while. One that cannot be renewed is used to its end. */
  async renew(): Promise<void> {
    const now = Date.now();
    if (this.#key.until - now > AHEAD || now - this.#triedAt < PAUSE) return;
    this.#renewing ??= this.#find()
      .then(key => void (this.#key = key))
      .catch(() => void (this.#triedAt = now))
      .finally(() => void (this.#renewing = undefined));
    await this.#renewing;
  }
}
