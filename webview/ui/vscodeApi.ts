/** What VS Code gives a page. The server's pages bring an object of the same form. */
import type { Port } from '../../src/protocol/contract.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The way to the host, and the page's own memory. May be called once in the life of a page. */
export interface PageHost extends Port {
  readState(): unknown;
  writeState(state: unknown): void;
}

export function acquireHost(): PageHost {
  const api = acquireVsCodeApi();
  return {
    post: message => api.postMessage(message),
    listen: listener => {
      const onMessage = (event: MessageEvent<unknown>): void => listener(event.data);
      window.addEventListener('message', onMessage);
      return () => window.removeEventListener('message', onMessage);
    },
    readState: () => api.getState(),
    writeState: state => api.setState(state),
  };
}
