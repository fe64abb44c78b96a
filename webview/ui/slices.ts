/** Long work in slices, between which the page draws and answers. */

/** Milliseconds of a slice: half of what a frame has. */
const SLICE = 8;

/** Lets the page do what is due. A timer would wait four milliseconds; a message does not. */
function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Works for one slice. @param step does a little, and says whether that was the last of it @returns whether it is done */
export function oneSlice(step: () => boolean): boolean {
  const end = performance.now() + SLICE;
  do if (step()) return true;
  while (performance.now() < end);
  return false;
}

/** Works until it is done. @throws what `signal` was aborted with */
export async function inSlices(step: () => boolean, signal: AbortSignal): Promise<void> {
  while (!oneSlice(step)) {
    await nextTurn();
    signal.throwIfAborted();
  }
}
