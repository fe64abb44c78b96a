/** Whether a version such as `1.2.3` came before another; what is no version came before all. */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map(
    text => /^\d+\.\d+\.\d+/.exec(text)?.[0].split('.').map(Number) ?? [-1],
  );
  for (let i = 0; i < 3; i++) {
    const difference = (one?.[i] ?? 0) - (other?.[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
