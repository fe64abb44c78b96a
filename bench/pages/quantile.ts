/** The number that so much of all is not above. @param part of all, 0 to 1 */
export function quantile(numbers: readonly number[], part = 0.5): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
