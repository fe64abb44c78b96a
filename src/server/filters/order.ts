/** How values of JSON are ordered: numbers by what they are worth, integers beyond 2^53 among them. */
export function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Below 0 where the first comes before the second, 0 where neither does. */
export function order<T extends number | bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
