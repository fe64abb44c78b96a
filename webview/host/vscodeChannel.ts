import type { PageChannel } from './channel.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

/** The channel to a panel of VS Code; undefined elsewhere. May be called once in the life of a page. */
export function vscodeChannel(): PageChannel | undefined {
  if (typeof acquireVsCodeApi !== 'function') return undefined;
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
