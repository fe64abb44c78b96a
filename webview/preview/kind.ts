/** What a file is, by its name. */
import { baseName } from '../files/names.ts';

const IMAGES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
  avif: 'image/avif',
  ico: 'image/x-icon',
};
const SOUNDS: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
};
const VIDEOS: Readonly<Record<string, string>> = { mp4: 'video/mp4', webm: 'video/webm', mov: 'video/mp4' };

const BINARY = new Set(
  'bin pt pth ckpt safetensors onnx pb tflite h5 hdf5 npy npz pkl pickle joblib parquet arrow feather zip gz tgz bz2 xz zst 7z tar pdf exe so dll whl db sqlite'.split(
    ' ',
  ),
);
const ARCHIVES = new Set(['zip', 'gz', 'tgz', 'bz2', 'xz', 'zst', '7z', 'tar', 'whl']);
const CODE = new Set(
  'py js ts c cpp h rs go java sh yaml yml toml ini cfg xml html css sql ipynb r jl'.split(' '),
);

export type FileKind =
  | { readonly kind: 'image' | 'sound' | 'video'; readonly type: string }
  | { readonly kind: 'separated'; readonly separator: 'comma' | 'tab' }
  /** `wandb.Table`. */
  | { readonly kind: 'table' }
  | { readonly kind: 'json' | 'lines' | 'markdown' | 'text' | 'binary' };

/** Behind the last dot, in small letters; empty where there is none. */
function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

const typed = (
  kind: 'image' | 'sound' | 'video',
  types: Readonly<Record<string, string>>,
  extension: string,
) => (Object.hasOwn(types, extension) ? { kind, type: types[extension] ?? '' } : undefined);

/** What a file claims to be; `text` where its name does not say. */
export function kindOf(path: string): FileKind {
  const extension = extensionOf(path);
  const media =
    typed('image', IMAGES, extension) ??
    typed('sound', SOUNDS, extension) ??
    typed('video', VIDEOS, extension);
  if (media) return media;
  if (BINARY.has(extension)) return { kind: 'binary' };
  switch (extension) {
    case 'csv':
      return { kind: 'separated', separator: 'comma' };
    case 'tsv':
      return { kind: 'separated', separator: 'tab' };
    case 'json':
      return { kind: path.toLowerCase().endsWith('.table.json') ? 'table' : 'json' };
    case 'geojson':
    case 'ipynb':
      return { kind: 'json' };
    case 'jsonl':
    case 'ndjson':
      return { kind: 'lines' };
    case 'md':
    case 'markdown':
      return { kind: 'markdown' };
    default:
      return { kind: 'text' };
  }
}

/** The codicon of a file. */
export function fileIcon(path: string): string {
  switch (kindOf(path).kind) {
    case 'image':
      return 'file-media';
    case 'sound':
      return 'unmute';
    case 'video':
      return 'device-camera-video';
    case 'separated':
    case 'table':
      return 'table';
    case 'json':
    case 'lines':
      return 'json';
    case 'markdown':
      return 'markdown';
    case 'binary':
      if (extensionOf(path) === 'pdf') return 'file-pdf';
      return ARCHIVES.has(extensionOf(path)) ? 'file-zip' : 'file-binary';
    case 'text':
      return CODE.has(extensionOf(path)) ? 'file-code' : 'file';
  }
}
