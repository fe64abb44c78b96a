import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import { BlobUrl } from './blobUrl.ts';

/** Shows bytes by an address of their own, which is there as long as the element is. */
export abstract class BlobView extends LitElement {
  static override properties: PropertyDeclarations = { bytes: { attribute: false }, type: {}, label: {} };

  /** Undefined while they are on their way. */
  declare bytes: Uint8Array<ArrayBuffer> | undefined;
  /** Media type. */
  declare type: string;
  declare label: string;

  /** Whether the browser cannot show them. */
  protected isBroken = false;
  #url: BlobUrl | undefined;

  constructor() {
    super();
    this.type = '';
    this.label = '';
  }

  protected get href(): string | undefined {
    return this.#url?.href;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.hold();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#url?.dispose();
    this.#url = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('bytes')) this.hold();
  }

  /** The bytes are others, or are shown again. */
  protected hold(): void {
    this.#url?.dispose();
    this.#url = this.bytes && new BlobUrl(this.bytes, this.type);
    this.isBroken = false;
  }

  protected readonly onError = (): void => {
    this.isBroken = true;
    this.requestUpdate();
  };
}
