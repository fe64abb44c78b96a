/** px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a scene stands: its origin in px of what it is drawn on, and its scale. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}
