/** The files of a version. */
export interface FileList {
  /** In the order of their bytes. */
  readonly paths: readonly string[];
  /** Bytes, in the same order. */
  readonly sizes: readonly number[];
  /** Addresses of files that live elsewhere, by their place. */
  readonly references: ReadonlyMap<number, string>;
}
