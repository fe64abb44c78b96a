/** The one place that imports the control kit: pages use its elements by tag. */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

export interface Action {
  /** Codicon. */
  readonly icon: string;
  /** Tooltip and accessible name. */
  readonly label: string;
  readonly keys?: string;
  /** Class for the page's own style. */
  readonly name?: string;
  run(): void;
}

const withKeys = (action: Action): string =>
  action.keys === undefined ? action.label : `${action.label} (${action.keys})`;

/** An icon that acts, as in the editor's own toolbars. */
export function toolbarButton(action: Action): TemplateResult {
  return html`<vscode-toolbar-button
    class=${ifDefined(action.name)}
    icon=${action.icon}
    label=${action.label}
    title=${withKeys(action)}
    @click=${action.run}
  ></vscode-toolbar-button>`;
}

/** A button with words. */
export function button(action: Action, secondary = false): TemplateResult {
  return html`<vscode-button
    icon=${action.icon}
    ?secondary=${secondary}
    title=${ifDefined(action.keys)}
    @click=${action.run}
    >${action.label}</vscode-button
  >`;
}

/** Makes a toolbar one tab stop, as VS Code's own are: the arrows lead from button to button. */
export function arrowKeys(toolbar: HTMLElement): void {
  const buttons = (): HTMLButtonElement[] =>
    [...toolbar.querySelectorAll('vscode-toolbar-button')]
      .flatMap(each => each.shadowRoot?.querySelector('button') ?? [])
      .filter(each => each.checkVisibility());
  const focused = (): number => buttons().findIndex(each => each.matches(':focus'));
  toolbar.addEventListener('focusin', () => {
    const at = focused();
    for (const [i, each] of buttons().entries()) each.tabIndex = i === at ? 0 : -1;
  });
  toolbar.addEventListener('keydown', event => {
    const all = buttons();
    const target = { ArrowRight: focused() + 1, ArrowLeft: focused() - 1, Home: 0, End: all.length - 1 }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    all[(target + all.length) % all.length]?.focus();
  });
}
