/** Time and chance as inputs, so that rules stay pure. */

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** A number in [0, 1). */
export type Random = () => number;
