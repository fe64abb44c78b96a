/** Words of a command as they are typed: those that a shell would read otherwise are quoted. */
export function commandLine(words: readonly string[]): string {
  return words
    .map(word => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
