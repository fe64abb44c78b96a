import { window } from 'vscode';

/** A button of a message and what it does. */
export interface Action {
  readonly label: string;
  readonly run: () => unknown;
}

type Level = 'info' | 'warning' | 'error';

/** Text for a notification, which would make links of `[label](address)`: a file may be called that. */
function unlinked(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}

/** Shows a message in a notification; does not wait for its buttons. */
export function notify(level: Level, message: string, actions: readonly Action[] = []): void {
  const text = unlinked(message);
  const labels = actions.map(action => action.label);
  const shown =
    level === 'error'
      ? window.showErrorMessage(text, ...labels)
      : level === 'warning'
        ? window.showWarningMessage(text, ...labels)
        : window.showInformationMessage(text, ...labels);
  void shown.then(label => actions.find(action => action.label === label)?.run());
}

/** Asks in a modal dialog; whether it was confirmed. */
export async function confirm(question: string, detail: string, label: string): Promise<boolean> {
  return (await window.showWarningMessage(question, { modal: true, detail }, label)) === label;
}
