/** Links that sign a browser in, each good once and for a minute. */
import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { OneTimeValues } from '../../../store/oneTime.ts';
import { Seal } from './Seal.ts';

/** Milliseconds for which a link is good. */
export const LINK_LIFETIME = 60_000;

/** 32 random bytes in base64url. */
const CODE = /^[\w-]{43}$/;

const Kept = v.object({ apiKey: v.string(), path: v.string() });

/** Who is signed in by a link, and where it leads. */
export type SignIn = Readonly<v.InferOutput<typeof Kept>>;

export class SignInLinks {
  readonly #secret: string;
  readonly #values: OneTimeValues;

  constructor(secret: string, values: OneTimeValues) {
    this.#secret = secret;
    this.#values = values;
  }

  /** @returns the code that the link carries: nobody else has it, for its digest alone is kept */
  async make(signIn: SignIn): Promise<string> {
    const code = randomBytes(32).toString('base64url');
    await this.#values.put(digestOf(code), this.#seal(code).close(signIn), LINK_LIFETIME);
    return code;
  }

  /** What a code stands for, which from then on it does no more; undefined where it did not, or its time is over. */
  async take(code: string): Promise<SignIn | undefined> {
    if (!CODE.test(code)) return undefined;
    const sealed = await this.#values.take(digestOf(code));
    const parsed = v.safeParse(Kept, sealed && this.#seal(code).open(sealed));
    return parsed.success ? parsed.output : undefined;
  }

  /** The code is part of the secret: who reads what is kept, as a copy of the database, reads no key. */
  #seal(code: string): Seal {
    return new Seal(`${this.#secret} ${code}`, 'sign-in link');
  }
}

const digestOf = (code: string): string => createHash('sha256').update(code).digest('hex');
