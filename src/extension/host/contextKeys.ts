import { commands } from 'vscode';
import type { ContextKey, ContextValues } from '../contributions/contexts.ts';

const current = new Map<ContextKey, unknown>();

/** Sets a context key; the same value again is no call. */
export function setContext<K extends ContextKey>(key: K, value: ContextValues[K]): void {
  if (current.get(key) === value) return;
  current.set(key, value);
  void commands.executeCommand('setContext', key, value);
}

/** Forgets what was set, so that another activation sets it again. */
export function forgetContexts(): void {
  current.clear();
}
