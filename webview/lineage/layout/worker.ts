import { layout } from '../../../src/picture/layout/layout.ts';
import { buffersOf, type LayoutReply, type LayoutRequest, packResult, unpackInput } from './wire.ts';

/** The part of a dedicated worker's global scope used here; the page's own `postMessage` has another form. */
interface WorkerScope {
  onmessage: ((event: { readonly data: LayoutRequest }) => void) | null;
  postMessage(message: LayoutReply, transfer: ArrayBuffer[]): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { id, input } }) => {
  try {
    const result = packResult(layout(unpackInput(input)));
    scope.postMessage({ id, result }, buffersOf(result));
  } catch (error) {
    scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) }, []);
  }
};
