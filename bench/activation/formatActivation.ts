import type { ActivationResult } from './activationBench.ts';

export function formatActivation({ rounds, median, min, max }: ActivationResult): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return `activation in VS Code (bundle loaded and activate() run): ${ms(median)} (${ms(min)} to ${ms(max)}, ${String(rounds)} rounds)`;
}
