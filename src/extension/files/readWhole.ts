interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Called with the number of bytes so far. */
  readonly onProgress?: (done: number) => void;
}

/**
 * All bytes of a stream, each copied once.
 * @param size bytes there are to come; more is a failure
 * @throws what the stream fails with; the signal's reason
 */
export async function readWhole(
  stream: ReadableStream<Uint8Array>,
  size: number,
  { signal, onProgress }: ReadOptions = {},
): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  const reader = stream.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    let position = 0;
    for (;;) {
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) return whole.subarray(0, position);
      whole.set(value, position);
      position += value.length;
      onProgress?.(position);
    }
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
