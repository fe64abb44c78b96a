import type { Context } from '../command.ts';

export const KEY_OPTION = {
  'api-key': {
    type: 'string',
    value: 'KEY',
    help: 'The key to be, - to read it from standard input (else AMPHORA_USER_KEY, else made up)',
  },
} as const;

/** Characters of a key at most, and of what is read to find one. */
const LONGEST = 4096;

async function firstLineOfInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.includes('\n') || text.length > LONGEST) break;
  }
  return (text.split('\n')[0] ?? '').trim();
}

/**
 * The key that somebody is to have: typed, which the history of a shell keeps; `-` for the first line of standard input; or of
 * AMPHORA_USER_KEY. Undefined for one that is made up.
 */
export async function givenKey(
  { env }: Pick<Context, 'env'>,
  typed: string | undefined,
): Promise<string | undefined> {
  if (typed === '-') return firstLineOfInput();
  const inEnvironment = env['AMPHORA_USER_KEY'];
  return typed ?? (inEnvironment === '' ? undefined : inEnvironment);
}
