import { FileSystemError, l10n } from 'vscode';
import type { Uri } from 'vscode';
import { isCancellation } from '../../core/errors.ts';
import { bytes } from '../host/format.ts';
import { withProgress } from '../host/progress.ts';
import { readWhole } from './readWhole.ts';

export interface SizedFile {
  readonly uri: Uri;
  readonly label: string;
  /** Bytes. */
  readonly size: number;
}

/** How a person is asked, and what is done where they do not want a file in an editor. */
export interface GuardWays {
  /** Bytes from which on it asks. */
  readonly limit: () => number;
  /** Whether an editor of the last session shows it, which VS Code opens by itself. */
  readonly wasOpen: (uri: Uri) => boolean;
  /** Asks in a dialog. @param canOpen whether an editor could take it at all */
  readonly ask: (file: SizedFile, canOpen: boolean) => Promise<'open' | 'download' | undefined>;
  /** Says that it was not opened, beside what the person does. */
  readonly tell: (file: SizedFile, open: () => void) => void;
  readonly download: (file: SizedFile) => void;
}

/** Bytes that VS Code takes at once. */
const MOST = 2 ** 31 - 1;

/**
 * Stands before every read of a file: for a big one it asks a person, once. Whoever reads, be it an editor, a diff or a page,
 * goes this way. Questions come one after the other; files that editors of the last session show are told of instead.
 */
export class SizeGuard {
  readonly #ways: GuardWays;
  readonly #allowed = new Set<string>();
  /** Those of the last session that were told of: the next read of one is a person's. */
  readonly #told = new Set<string>();
  readonly #asking = new Map<string, Promise<void>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(ways: GuardWays) {
    this.#ways = ways;
  }

  /** All bytes of a file. @throws FileSystemError where the person does not want it, and what the stream fails with */
  async read(file: SizedFile, open: () => Promise<ReadableStream<Uint8Array>>): Promise<Uint8Array> {
    const { label, size } = file;
    if (size <= this.#ways.limit() && size <= MOST) return readWhole(await open(), size);
    await this.#pass(file);
    try {
      return await withProgress(l10n.t('Opening {0}', label), async (signal, report) =>
        readWhole(await open(), size, {
          signal,
          onProgress: done => {
            report({ text: bytes(done), done: done / size });
          },
        }),
      );
    } catch (error) {
      throw isCancellation(error) ? notOpened(file) : error;
    }
  }

  async #pass(file: SizedFile): Promise<void> {
    const key = file.uri.toString();
    if (this.#allowed.has(key)) return;
    if (this.#ways.wasOpen(file.uri) && !this.#told.has(key)) {
      this.#told.add(key);
      this.#ways.tell(file, () => this.#allowed.add(key));
      throw notOpened(file);
    }
    const asking = this.#asking.get(key) ?? this.#ask(key, file);
    this.#asking.set(key, asking);
    await asking.finally(() => this.#asking.delete(key));
  }

  async #ask(key: string, file: SizedFile): Promise<void> {
    const canOpen = file.size <= MOST;
    const answering = this.#last.then(() => this.#ways.ask(file, canOpen));
    this.#last = answering.catch(() => undefined);
    const answer = await answering;
    if (answer === 'open' && canOpen) {
      this.#allowed.add(key);
      return;
    }
    if (answer === 'download') this.#ways.download(file);
    throw notOpened(file);
  }
}

function notOpened({ label, size }: SizedFile): FileSystemError {
  return FileSystemError.Unavailable(l10n.t('{0} has {1} and was not opened.', label, bytes(size)));
}
