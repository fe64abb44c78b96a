import { keepNewest } from '../../core/keepNewest.ts';

/** How many wrong keys an address may show before it has to wait. */
const BURST = 20;
/** Seconds after which it may show one more. */
const EACH = 3;
/** Addresses remembered; those that were seen longest ago go first. */
const KEPT = 10_000;

interface Counted {
  /** How many it may still show, at that moment. */
  left: number;
  at: number;
}

/** Whoever has a network of IPv6 has more addresses than can be counted. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [front = [], back] = address.split('::').map(part => (part === '' ? [] : part.split(':')));
  const zeros = back ? Array.from({ length: 8 - front.length - back.length }, () => '0') : [];
  return [...front, ...zeros, ...(back ?? [])].slice(0, 4).join(':');
}

/** Slows down who tries keys, whose every try costs a question to the database. */
export class WrongKeys {
  readonly #addresses = new Map<string, Counted>();
  readonly #now: () => number;

  /** @param now seconds that only go on */
  constructor(now: () => number = () => performance.now() / 1000) {
    this.#now = now;
  }

  /** Whole seconds that an address has to wait; 0 where it may try. */
  wait(address: string): number {
    const left = this.#left(networkOf(address));
    return left >= 1 ? 0 : Math.ceil((1 - left) * EACH);
  }

  count(address: string): void {
    const network = networkOf(address);
    const left = Math.max(0, this.#left(network) - 1);
    this.#addresses.delete(network);
    this.#addresses.set(network, { left, at: this.#now() });
    keepNewest(this.#addresses, KEPT);
  }

  #left(network: string): number {
    const counted = this.#addresses.get(network);
    return counted ? Math.min(BURST, counted.left + (this.#now() - counted.at) / EACH) : BURST;
  }
}
