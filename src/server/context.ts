/** What resolvers work with. */
import type { Account, Caller } from './access/Access.ts';
import type { Drafts, FileUploads } from '../store/drafts.ts';
import type { ServedStore } from '../store/serverHost.ts';
import type { MetricIndex } from '../pages/history/MetricIndex.ts';
import type { QueryBudget } from './queryLimits.ts';
import type { Log } from './log/Log.ts';
import type { BlobRecorder } from './uploads/BlobRecorder.ts';
import type { BlobSigner, BlobUrls } from './uploads/BlobUrls.ts';
import type { MultipartUploads } from './uploads/MultipartUploads.ts';
import type { StagingPool } from './uploads/StagingPool.ts';

/** What lives as long as the server. */
export interface ProtocolServices {
  /** As far as the one who asks may see and change it; behind a signed address, which was given to such a one, all of it. */
  readonly store: ServedStore;
  readonly drafts: Drafts;
  readonly staging: StagingPool;
  readonly recorder: BlobRecorder;
  readonly signer: BlobSigner;
  readonly multipart: MultipartUploads;
  readonly history: MetricIndex;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** Where people find the server; undefined for whatever address a client used. */
  readonly publicUrl: string | undefined;
  /** The program's own version. */
  readonly version: string;
}

/** The same for whoever asks: the store is what this one may see and change. */
export function servicesFor({ store }: Caller, services: ProtocolServices): ProtocolServices {
  return { ...services, store, drafts: store.drafts };
}

/** What belongs to one request. */
export interface Context extends ProtocolServices {
  readonly urls: BlobUrls;
  /** Where clients send files. */
  readonly uploads: FileUploads;
  readonly budget: QueryBudget;
  /** The entity of whoever names none. */
  readonly entity: string;
  readonly account: Account;
}

/** GraphQL gives null for what was left out, or nothing at all. */
export type Maybe<T> = T | null | undefined;

export interface InputOf<T> {
  readonly input: T;
}

/** Where runs go that name no project. */
const NO_PROJECT = 'uncategorized';

const named = (name: Maybe<string>, otherwise: string): string =>
  name == null || name === '' ? otherwise : name;

/** The entity that is meant: whoever names none may also send an empty text, as offline runs do when they are sent. */
export function entityOf(name: Maybe<string>, { entity }: Pick<Context, 'entity'>): string {
  return named(name, entity);
}

/** The project that is meant. */
export function projectOf(name: Maybe<string>): string {
  return named(name, NO_PROJECT);
}
