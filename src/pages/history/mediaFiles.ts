/** Files that a logged value names: pictures, sounds, tables and the like, one or several. */
import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';

export interface MediaFile {
  /** Among the run's files; as the client wrote it. */
  readonly path: string;
  readonly caption?: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** Kinds of values that have files, beside those that end in `-file`. */
const KINDS = new Set([
  'images',
  'images/separated',
  'audio',
  'videos',
  'html',
  'object3D',
  'molecule',
  'bokeh',
  'plotly',
]);

export function isMediaType(type: string): boolean {
  return type.endsWith('-file') || KINDS.has(type);
}

type Media = JsonObject & { readonly _type: string };

export function isMedia(value: Json): value is Media {
  if (!isJsonObject(value)) return false;
  const type = value['_type'];
  return typeof type === 'string' && isMediaType(type);
}

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const lengthOf = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** What is said of one file, by itself or where it is not, of all. */
function fileOf(path: string, own: JsonObject, all: JsonObject, captions: Json | undefined): MediaFile {
  const caption = textOf(own['caption']) ?? textOf(captions);
  const width = lengthOf(own['width']) ?? lengthOf(all['width']);
  const height = lengthOf(own['height']) ?? lengthOf(all['height']);
  return {
    path,
    ...(caption !== undefined && { caption }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  };
}

/** Several in one value: names beside each other, or objects of one file each under whatever name. */
function filesOfList(value: JsonObject): readonly MediaFile[] {
  const captions = listOf(value['captions']);
  const names = listOf(value['filenames']);
  if (names.length > 0) {
    return names.flatMap((name, i) =>
      typeof name === 'string' ? [fileOf(name, {}, value, captions[i])] : [],
    );
  }
  for (const list of Object.values(value)) {
    const files = listOf(list).flatMap((each, i) => {
      const path = isJsonObject(each) ? textOf(each['path']) : undefined;
      return path === undefined ? [] : [fileOf(path, each as JsonObject, value, captions[i])];
    });
    if (files.length > 0) return files;
  }
  return [];
}

/** The files of a value, in order; none where it names none. */
export function mediaFiles(value: JsonObject): readonly MediaFile[] {
  const path = textOf(value['path']);
  return path === undefined ? filesOfList(value) : [fileOf(path, value, {}, undefined)];
}
