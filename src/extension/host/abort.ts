import type { CancellationToken } from 'vscode';

/** The signal of a token; the one place where VS Code's cancellation becomes ours. Dispose when the call is over. */
export function signalOf(token: CancellationToken): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listener = token.onCancellationRequested(() => {
    controller.abort();
  });
  return {
    signal: controller.signal,
    dispose() {
      listener.dispose();
    },
  };
}
