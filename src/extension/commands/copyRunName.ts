import { env } from 'vscode';
import { isNode } from './arguments.ts';

/** `amphora.run.copyName`. */
export async function copyRunName(target: unknown): Promise<void> {
  if (isNode(target) && target.kind === 'run') await env.clipboard.writeText(target.run.name);
}
