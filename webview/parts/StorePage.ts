import { render } from 'lit';
import type { PageAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { Contract } from '../../src/protocol/contract.ts';
import type { Page, Shell } from '../host/shell.ts';
import { sentenceOf } from '../ui/sentence.ts';
import { type Frame, frame, revealTab } from './frame.ts';
import { updates } from './updates.ts';

/** A page in the common frame that asks the store by a contract: what it is drawn from, and what it says of actions that failed. */
export abstract class StorePage<C extends Contract> implements Page {
  protected readonly root: HTMLElement;
  protected readonly shell: Shell;
  protected readonly client: Client<C>;
  /** Draws soon. */
  protected readonly update = updates(() => this.#render());
  #failure: string | undefined;

  constructor(root: HTMLElement, shell: Shell, contract: C) {
    this.root = root;
    root.classList.add('page');
    this.shell = shell;
    this.client = shell.client(contract);
  }

  abstract show(address: PageAddress, view: unknown): void;
  abstract changed(): void;

  /** What is shown now; undefined before anything is. A failure of it stands at the head until another takes its place. */
  protected abstract frame(): Frame | undefined;
  /** Tells the host where the page is and how it is arranged. */
  protected abstract tellPlace(): void;

  failed(sentence: string): void {
    this.#failure = sentence;
    this.update();
  }

  /** Tells and draws what is shown now. */
  protected moved(): void {
    this.tellPlace();
    this.update();
  }

  /** Changes something; what is shown follows the store. @returns whether it was stored */
  protected readonly edit = async (change: (client: Client<C>) => Promise<unknown>): Promise<boolean> => {
    try {
      await change(this.client);
      this.#failure = undefined;
      this.changed();
      return true;
    } catch (error) {
      this.failed(sentenceOf(error));
      return false;
    }
  };

  #render(): void {
    const model = this.frame();
    if (!model) return;
    const failed = this.#failure;
    const told = failed === undefined ? {} : { failure: failed, onDismiss: this.#dismiss };
    render(frame({ ...model, ...told }), this.root);
    revealTab(this.root, model.tab);
    this.drawn();
  }

  /** For what is to happen once it was drawn. */
  protected drawn(): void {
    // Most pages do nothing more.
  }

  readonly #dismiss = (): void => {
    this.#failure = undefined;
    this.update();
  };
}
