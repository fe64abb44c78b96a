/** Values that are given out once, each to whoever names what it is kept under. */
export interface OneTimeValues {
  /**
   * @param digest what it is kept under, 64 hexadecimal digits
   * @param lifetime milliseconds for which it can be had
   */
  put(digest: string, value: string, lifetime: number): Promise<void>;
  /** Gives a value, and has it no more; undefined where somebody had it, its time is over, or there was none. */
  take(digest: string): Promise<string | undefined>;
}
