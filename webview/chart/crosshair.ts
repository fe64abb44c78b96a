/** The place on the x-axis that is looked at, shared by charts that have the same one. */
export class Crosshair {
  readonly #followers = new Set<() => void>();
  #x: number | undefined;

  get x(): number | undefined {
    return this.#x;
  }

  move(x: number | undefined): void {
    if (x === this.#x) return;
    this.#x = x;
    for (const follower of this.#followers) follower();
  }

  /** @returns what ends it */
  follow(follower: () => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }
}
