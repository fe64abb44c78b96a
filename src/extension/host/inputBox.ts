import { window } from 'vscode';

export interface AskOptions {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  /** Shows dots for what is typed. */
  readonly password?: true;
  /** The sentence that says why this text is no answer, or undefined where it is one. */
  readonly validate?: (text: string) => string | undefined;
}

/** Asks for a line of text; undefined when the box was left. */
export async function ask(options: AskOptions): Promise<string | undefined> {
  return window.showInputBox({
    title: options.title,
    prompt: options.prompt,
    ignoreFocusOut: true,
    ...(options.value === undefined ? {} : { value: options.value }),
    ...(options.password && { password: true }),
    ...(options.placeholder === undefined ? {} : { placeHolder: options.placeholder }),
    ...(options.validate && { validateInput: options.validate }),
  });
}
