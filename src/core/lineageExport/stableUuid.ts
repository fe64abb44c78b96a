/** Ids as UUIDs, for formats that know no other. */

const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x1000000000000000000013bn;
const UUID = /^[0-9a-f]{32}$/;

/**
 * The same UUID for the same id, everywhere and always. Ids of stores of Amphora's own are UUIDs already; any other, such as
 * `entity/project/key`, becomes one of version 8, by FNV-1a in 128 bits over its UTF-8.
 */
export function stableUuid(id: string): string {
  return hyphened(UUID.test(id) ? id : hashed(id));
}

function hashed(id: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(id)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  const digits = hash.toString(16).padStart(32, '0');
  const variant = ((parseInt(digits.charAt(16), 16) & 3) | 8).toString(16);
  return `${digits.slice(0, 12)}8${digits.slice(13, 16)}${variant}${digits.slice(17)}`;
}

function hyphened(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}
