import { usageError } from '../usageError.ts';

/** @throws AmphoraError `usage` */
export function readNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw usageError(`${option} takes a whole number from ${least} to ${most}, not "${text}"`);
}
