/** What a file has to show, out of its bytes. */
import { MAX_FILE_BYTES } from '../../src/protocol/pages/shared.ts';
import { bytesOf, textOf } from './bytes.ts';
import type { FileSource } from './fileSource.ts';
import { type FileKind, kindOf } from './kind.ts';
import { readLines, readSeparated, readWandbTable } from './table/readTables.ts';
import type { Table } from './table/table.ts';

/** Bytes that are read of a text; its head says enough. */
export const TEXT_LIMIT = 2 << 20;
/** Bytes of JSON, of which a head says nothing. */
const JSON_LIMIT = 16 << 20;
/** Bytes of Markdown that is laid out; a longer one is shown as it is written. */
const MARKDOWN_LIMIT = 256 << 10;
/** Bytes that are read of a file whose name does not say what it is. */
const LOOKED_AT = 64 << 10;

interface Text {
  readonly text: string;
  /** Bytes of it that were read; fewer than the file has where it is its head. */
  readonly shown: number;
}

export type Content =
  | {
      readonly kind: 'image' | 'sound' | 'video';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly type: string;
    }
  | ({ readonly kind: 'text' | 'json' | 'markdown' } & Text)
  | ({ readonly kind: 'table'; readonly table: Table } & Text)
  | { readonly kind: 'none'; readonly why: 'binary' | 'large' | 'empty' };

/** Reads as much of a file as is shown of it. @throws what reading it throws */
export async function readContent(file: FileSource, signal: AbortSignal): Promise<Content> {
  if (file.size === 0) return { kind: 'none', why: 'empty' };
  const kind = kindOf(file.path);
  switch (kind.kind) {
    case 'binary':
      return { kind: 'none', why: 'binary' };
    case 'image':
    case 'sound':
    case 'video': {
      if (file.size > MAX_FILE_BYTES) return { kind: 'none', why: 'large' };
      const { base64 } = await file.read(MAX_FILE_BYTES, signal);
      return { kind: kind.kind, bytes: bytesOf(base64), type: kind.type };
    }
    case 'text':
      return readText(file, signal);
    case 'separated':
    case 'table':
    case 'json':
    case 'lines':
    case 'markdown':
      return readStructured(file, kind, signal);
  }
}

async function readText(file: FileSource, signal: AbortSignal): Promise<Content> {
  const limit = Math.min(file.size, LOOKED_AT);
  const { base64 } = await file.read(limit, signal);
  const head = bytesOf(base64);
  const text = textOf(head);
  if (text === undefined) return { kind: 'none', why: 'binary' };
  return file.size > limit ? whole(file, TEXT_LIMIT, signal) : { kind: 'text', text, shown: head.length };
}

async function whole(file: FileSource, limit: number, signal: AbortSignal): Promise<Content> {
  const { base64 } = await file.read(Math.min(file.size, limit), signal);
  const bytes = bytesOf(base64);
  const text = textOf(bytes);
  return text === undefined ? { kind: 'none', why: 'binary' } : { kind: 'text', text, shown: bytes.length };
}

async function readStructured(file: FileSource, kind: FileKind, signal: AbortSignal): Promise<Content> {
  const needsAll = kind.kind === 'json' || kind.kind === 'table';
  const limit = needsAll && file.size <= JSON_LIMIT ? JSON_LIMIT : TEXT_LIMIT;
  const content = await whole(file, limit, signal);
  if (content.kind !== 'text') return content;
  const { text, shown } = content;
  const isWhole = shown >= file.size;
  const asTable = (table: Table | undefined): Content =>
    table ? { ...content, kind: 'table', table } : content;
  switch (kind.kind) {
    case 'separated':
      return asTable(readSeparated(text, kind.separator, isWhole));
    case 'lines':
      return asTable(readLines(text, isWhole));
    case 'table': {
      const table = isWhole ? readWandbTable(text) : undefined;
      return table || !isWhole ? asTable(table) : { ...content, kind: 'json' };
    }
    case 'json':
      return isWhole ? { ...content, kind: 'json' } : content;
    case 'markdown':
      return isWhole && shown <= MARKDOWN_LIMIT ? { ...content, kind: 'markdown' } : content;
    default:
      return content;
  }
}
