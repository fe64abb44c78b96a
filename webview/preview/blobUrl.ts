/** The address of bytes that the page holds, until it is disposed. */
export class BlobUrl {
  readonly href: string;

  /** @param type media type */
  constructor(bytes: Uint8Array<ArrayBuffer>, type: string) {
    this.href = URL.createObjectURL(new Blob([bytes], { type }));
  }

  dispose(): void {
    URL.revokeObjectURL(this.href);
  }
}
