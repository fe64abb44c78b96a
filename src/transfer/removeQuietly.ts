import fs from 'node:fs';

/** Removes what is in the way of nobody, after something else that is to be told. What cannot be removed stays. */
export function removeQuietly(path: string): void {
  try {
    fs.rmSync(path, { recursive: true, force: true });
  } catch {
    // Swept by whoever comes next.
  }
}
