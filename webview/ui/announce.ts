/** Tells a screen reader what changed. */
export interface Announcer {
  say(text: string): void;
}

/** @param region an element with `aria-live` */
export function announcer(region: HTMLElement): Announcer {
  return {
    say: text => {
      // The same words twice in a row would not be read again.
      region.textContent = region.textContent === text ? `${text}\u00a0` : text;
    },
  };
}
