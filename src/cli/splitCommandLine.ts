/** The first words of a command line: which command, and options that stand before it. */

export type CommandLine = { readonly json: boolean } & (
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: string | undefined }
  | { readonly kind: 'command'; readonly command: string | undefined; readonly args: readonly string[] }
);

const HELP = new Set(['--help', '-h']);
const VERSION = new Set(['--version', '-V']);

/** `amphora --store DIR ls` means `amphora ls --store DIR`. */
export function splitCommandLine(argv: readonly string[]): CommandLine {
  const end = argv.indexOf('--');
  const json = (end < 0 ? argv : argv.slice(0, end)).includes('--json');
  let start = 0;
  for (; start < argv.length; start++) {
    const word = argv[start] ?? '';
    if (HELP.has(word)) return { kind: 'help', json, command: undefined };
    if (VERSION.has(word)) return { kind: 'version', json };
    if (!word.startsWith('-')) break;
    if (word === '--store') start++;
  }
  const command = argv[start];
  const rest = argv.slice(start + 1);
  if (command === 'help') return { kind: 'help', json, command: rest.find(word => !word.startsWith('-')) };
  return { kind: 'command', json, command, args: [...argv.slice(0, start), ...rest] };
}
