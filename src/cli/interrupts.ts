/** Signals that ask the command to stop. */
import os from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type StopSignal = (typeof SIGNALS)[number];

export interface Interrupts {
  /** Aborted by the first signal, unless signals are handed over. */
  readonly signal: AbortSignal;
  /** The signal that aborted it. */
  readonly received: StopSignal | undefined;
  /** Sends signals to `listener` instead, until what it returns is called. */
  handOver(listener: (signal: StopSignal) => void): () => void;
  dispose(): void;
}

/** What a shell reports for a process that a signal ended: 130 for Ctrl-C. */
export function signalExitCode(signal: NodeJS.Signals): number {
  return 128 + os.constants.signals[signal];
}

/** Listens to this process's signals. A second one while the first is being obeyed ends the process at once. */
export function listenForInterrupts(): Interrupts {
  const controller = new AbortController();
  let received: StopSignal | undefined;
  let listener: ((signal: StopSignal) => void) | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const stop = signal as StopSignal;
    if (listener !== undefined) {
      listener(stop);
      return;
    }
    // The store is whole at every instant, so that this is safe.
    if (controller.signal.aborted) process.exit(signalExitCode(stop));
    received = stop;
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    get received() {
      return received;
    },
    handOver(next) {
      listener = next;
      return () => {
        listener = undefined;
      };
    },
    dispose() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
