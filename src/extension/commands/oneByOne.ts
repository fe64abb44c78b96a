/**
 * Calls a command for each thing that is selected, one after the other, where the clicked one is among them; else for
 * that alone. Stops at the first that is left or fails. Gives the last result.
 */
export async function oneByOne<T>(
  target: unknown,
  selected: unknown,
  call: (target: unknown) => Promise<T | undefined>,
): Promise<T | undefined> {
  const all: readonly unknown[] = Array.isArray(selected) && selected.includes(target) ? selected : [target];
  let result: T | undefined;
  for (const each of all) {
    result = await call(each);
    if (result === undefined) break;
  }
  return result;
}
