/** What crosses between a thread that asks and the thread that owns the store. */
import type { ErrorJson } from '../core/errors.ts';
import { errorFromJson, errorToJson, isAmphoraError, isCancellation } from '../core/errors.ts';
import type { StoreChanges } from '../store/changes.ts';

/** Methods of the Store that can be called from another thread: all but those that need an object of this one. */
export const STORE_METHODS = [
  'info',
  'projects',
  'project',
  'projectById',
  'artifactTypes',
  'artifacts',
  'artifact',
  'artifactById',
  'versions',
  'memberships',
  'membershipsOf',
  'resolve',
  'version',
  'manifest',
  'locate',
  'readFile',
  'aliasHistory',
  'jobTypes',
  'runs',
  'run',
  'runState',
  'runByKey',
  'runLines',
  'runFiles',
  'findRunFiles',
  'locateRunFile',
  'readRunFile',
  'lineage',
  'deleteImpact',
  'makeProject',
  'beginRun',
  'updateRun',
  'heartbeat',
  'finishRun',
  'writeRunLines',
  'commitRunFile',
  'deleteRunFiles',
  'deleteRun',
  'useVersion',
  'stage',
  'commitVersion',
  'abandon',
  'editAliases',
  'editVersion',
  'editArtifact',
  'moveArtifact',
  'linkVersion',
  'unlinkVersion',
  'editLinkAliases',
  'deletePortfolio',
  'deleteVersions',
] as const;

/** The long calls beside the Store's. */
export const SERVICE_METHODS = ['askPage', 'log', 'download', 'copyTo', 'verify', 'collectGarbage'] as const;

export type Method = (typeof STORE_METHODS)[number] | (typeof SERVICE_METHODS)[number];

/** A failure of any kind as plain data. */
export type ErrorMessage =
  | { readonly kind: 'amphora'; readonly json: ErrorJson; readonly stack: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'other'; readonly message: string; readonly stack: string };

export type ToWorker =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: Method;
      readonly args: readonly unknown[];
      /** Which argument takes `signal` and `onProgress` on the other side. */
      readonly options?: number;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorMessage }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'changes'; readonly changes: StoreChanges }
  | { readonly kind: 'closed' };

export function toErrorMessage(error: unknown): ErrorMessage {
  if (isCancellation(error)) return { kind: 'cancelled' };
  if (!(error instanceof Error)) return { kind: 'other', message: String(error), stack: '' };
  const stack = error.stack ?? '';
  if (isAmphoraError(error)) return { kind: 'amphora', json: errorToJson(error), stack };
  return { kind: 'other', message: error.message, stack };
}

export function fromErrorMessage(message: ErrorMessage): Error {
  if (message.kind === 'cancelled') return new DOMException('The operation was cancelled', 'AbortError');
  const error = message.kind === 'amphora' ? errorFromJson(message.json) : new Error(message.message);
  error.stack = message.stack;
  return error;
}
