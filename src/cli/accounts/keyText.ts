/** The only time that a key is shown. */
export function keyText(title: string, key: string): string {
  return `${title}\n\nThe API key, which is shown only now:\n  ${key}\n`;
}
