/** Streams of bytes from thread to thread. An error in one would come over without its code: it crosses as plain data. */
import type { ErrorMessage } from './messages.ts';
import { fromErrorMessage, toErrorMessage } from './messages.ts';

/** The same bytes; how they fail is made by `failure`. */
function relayed(
  source: ReadableStream<Uint8Array>,
  failure: (error: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          controller.error(failure(error));
        }
      },
      cancel: reason => reader.cancel(reason),
    },
    // Nothing is read ahead of who asks.
    { highWaterMark: 0 },
  );
}

/** A stream to hand over to another thread. */
export function outgoing(source: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  return relayed(source, toErrorMessage);
}

const isMessage = (error: unknown): error is ErrorMessage =>
  typeof error === 'object' && error !== null && !(error instanceof Error) && 'kind' in error;

/** A stream that another thread handed over; fails as it did there. */
export function incoming(source: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  return relayed(source, error => (isMessage(error) ? fromErrorMessage(error) : error));
}
