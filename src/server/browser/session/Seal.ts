import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** Hides values from whoever carries them, and notices when they come back changed (AES-256-GCM). */
export class Seal {
  readonly #key: Buffer;

  /**
   * @param secret of the server, or of more than it
   * @param purpose what is sealed for one purpose is good for no other
   */
  constructor(secret: string, purpose: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', `amphora ${purpose}`, 32));
  }

  /** @returns base64url */
  close(value: Readonly<Record<string, string | number>>): string {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const body = [cipher.update(JSON.stringify(value)), cipher.final()];
    return Buffer.concat([nonce, ...body, cipher.getAuthTag()]).toString('base64url');
  }

  /** What was sealed; undefined where it was not, or not so. */
  open(text: string): unknown {
    // What is no base64url at all would be read as some.
    const bytes = Buffer.from(/^[\w-]*$/.test(text) ? text : '', 'base64url');
    if (bytes.length < NONCE + TAG) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, NONCE));
    decipher.setAuthTag(bytes.subarray(-TAG));
    try {
      const body = [decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()];
      return JSON.parse(Buffer.concat(body).toString());
    } catch {
      return undefined;
    }
  }
}
