/** Where the server tells what it does. Nothing secret goes there. */
export interface ServerLog {
  info(text: string): void;
  /** What nobody expected, with its stack. */
  error(text: string, error: unknown): void;
}
