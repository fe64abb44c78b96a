import { ProgressLocation, window } from 'vscode';
import { signalOf } from './abort.ts';

/** What a long call reports: a line, and how much of it is done (0 to 1; undefined while not known). */
export interface Step {
  readonly text: string;
  readonly done?: number;
}

/** Runs a long call under a notification with a bar and a cancel button. */
export async function withProgress<T>(
  title: string,
  call: (signal: AbortSignal, report: (step: Step) => void) => Promise<T>,
): Promise<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const { signal, dispose } = signalOf(token);
      let shown = 0;
      const report = ({ text, done }: Step) => {
        const increment = done === undefined ? 0 : Math.max(0, done * 100 - shown);
        shown += increment;
        progress.report({ message: text, increment });
      };
      try {
        return await call(signal, report);
      } finally {
        dispose();
      }
    },
  );
}
