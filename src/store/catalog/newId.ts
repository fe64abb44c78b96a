/** New ids: UUID version 7 (RFC 9562) as 32 hexadecimal digits. */
import { randomBytes } from 'node:crypto';

let lastTime = 0;
let counter = 0;

/** Later ids of this process sort after earlier ones, even within a millisecond. */
export function newId<T extends string>(now: number = Date.now()): T {
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastTime++;
    counter = 0;
  }
  const time = lastTime.toString(16).padStart(12, '0');
  const random = randomBytes(8);
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  return `${time}7${counter.toString(16).padStart(3, '0')}${random.toString('hex')}` as T;
}

const KEY_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A run's short key: 8 characters of a–z and 0–9, as W&B's run ids. */
export function newRunKey(): string {
  let key = '';
  while (key.length < 8) {
    for (const byte of randomBytes(12)) {
      // 252 = 7 × 36: anything above would favour the first letters.
      if (byte < 252 && key.length < 8) key += KEY_LETTERS[byte % 36] ?? '';
    }
  }
  return key;
}
