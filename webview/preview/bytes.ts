/** Bytes that came as base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  // Chromium 140 and its like do it by themselves.
  if ('fromBase64' in Uint8Array) {
    return (Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> }).fromBase64(
      base64,
    );
  }
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Bytes that are looked at to tell text from something else. */
const LOOKED_AT = 8192;

/** The text that bytes are; undefined where they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.subarray(0, LOOKED_AT).includes(0)) return undefined;
  return new TextDecoder().decode(bytes);
}
