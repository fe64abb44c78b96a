/** One's own API keys. */
import type { Context, InputOf, Maybe } from '../context.ts';
import { keyNode } from '../nodes/accountNodes.ts';

/** The key is its `name` here, and nowhere else ever again. */
export async function generateApiKey(
  { input }: InputOf<{ readonly description?: Maybe<string> }>,
  { account }: Context,
) {
  const made = await account.addKey(input.description ?? '');
  return { apiKey: keyNode(made, made.key) };
}

export async function deleteApiKey({ input }: InputOf<{ readonly id: string }>, { account }: Context) {
  await account.removeKey(input.id);
  return { success: true };
}
