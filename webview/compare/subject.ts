import type { TemplateResult } from 'lit';
import type { Tab } from '../parts/frame.ts';
import type { Choice } from '../parts/picker.ts';

/** How one of the compared things is shown at the head. */
export interface Face {
  readonly icon: TemplateResult;
  readonly text: string;
  /** Of its page. */
  readonly path: string;
  readonly isGone: boolean;
}

/** What is compared: versions, or runs. */
export interface Subject {
  readonly title: string;
  readonly tabs: readonly Tab[];
  /** Whether they were read. */
  readonly isKnown: boolean;
  /** Why they could not be read; one sentence. */
  readonly failure: string | undefined;
  /** Other things are to be compared: labels as in the address, the first is the base. */
  show(items: readonly string[]): void;
  face(item: string): Face;
  /** What is shown on a tab. */
  content(tab: string): TemplateResult;
  /** What can be added, for a text that was typed. */
  choices(text: string, signal: AbortSignal): Promise<readonly Choice[]>;
  /** Something in the store changed. */
  refresh(): void;
  dispose(): void;
}
