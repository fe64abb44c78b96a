/** A store with all that pages have to show: images, tables, text, sound, runs with metrics, media and output. */
import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import type { JsonObject } from '../../src/core/json.ts';
import type { RunId, VersionId } from '../../src/core/ids.ts';
import type { Store } from '../../src/store/contract.ts';
import { commitFiles, commitRunFile } from './storeKit.ts';

/** A picture of so many px, all of one colour (0 to 255) with a diagonal. */
export function pngOf(width: number, height: number, red: number, green: number, blue: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isLine = Math.abs(x * height - y * width) < width;
      rows.set(isLine ? [255, 255, 255] : [red, green, blue], y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A second of a tone. */
export function wavOf(hertz: number): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(rate);
  for (let i = 0; i < rate; i++)
    samples[i] = 128 + Math.round(100 * Math.sin((2 * Math.PI * hertz * i) / rate));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + rate, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(rate, 40);
  return Buffer.concat([head, samples]);
}

const README = [
  '# Handwritten digits',
  '',
  'Images of **digits**, 8 × 8, from [a public set](https://example.org/digits).',
  '',
  '| split | images |',
  '|-------|-------:|',
  '| train | 1,437 |',
  '| test | 360 |',
  '',
  '- grey values from `0` to `16`',
  '- <script>document.title = "owned"</script> stays text',
  '',
  '```python',
  'artifact = run.use_artifact("digits:latest")',
  '```',
].join('\n');

/** The files of a data set, with a few that say something about its `version`. */
export function datasetFiles(version: number): Record<string, string | Buffer> {
  const rows = Array.from({ length: 200 }, (_, i) => `${i},${i % 10},${(i * 0.37).toFixed(2)},"image, ${i}"`);
  const images = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `images/${i % 2 === 0 ? 'train' : 'test'}/digit-${String(i).padStart(3, '0')}.png`,
      pngOf(64, 48, 20 * i, 255 - 20 * i, 40 * version),
    ]),
  );
  const predictions = {
    _type: 'table',
    columns: ['image', 'label', 'score', 'note'],
    data: Array.from({ length: 40 }, (_, i) => [
      { _type: 'image-file', path: `images/train/digit-${String((i % 6) * 2).padStart(3, '0')}.png` },
      i % 10,
      i / 40,
      i % 7 === 0 ? null : `row ${i}`,
    ]),
    ncols: 4,
    nrows: 40,
  };
  return {
    'README.md': README,
    'labels.csv': ['index,label,score,note', ...rows].join('\n'),
    'labels.tsv': ['index\tlabel', '1\tone', '2\ttwo'].join('\n'),
    'predictions.table.json': JSON.stringify(predictions),
    'config.json':
      '{"seed": 9007199254740993, "split": {"train": 0.8, "test": 0.2}, "names": ["zero", "one"]}',
    'events.jsonl': Array.from({ length: 50 }, (_, i) => JSON.stringify({ step: i, loss: 1 / (i + 1) })).join(
      '\n',
    ),
    'beep.wav': wavOf(440),
    'notes.txt': `Version ${version}.\n${'Nothing much to say here.\n'.repeat(30)}`,
    'broken.png': 'this is no image',
    'weights.bin': Buffer.alloc(3000, version),
    '🎲.txt': 'a name of one emoji',
    ...images,
    ...(version > 0 ? { [`added/in-v${version}.txt`]: 'new' } : {}),
  };
}

export interface RichStore {
  readonly dataset: readonly VersionId[];
  readonly model: VersionId;
  readonly runs: readonly RunId[];
}

const metadataOf = (version: number): JsonObject => ({
  rows: 1797 + 10 * version,
  accuracy: 0.9 + version / 100,
  split: { train: 0.8, test: 0.2, seeds: [1, 2, 3] },
  source: 'https://example.org/digits',
  '</script>': '<img src=x onerror="document.title=\'owned\'">',
  nothing: null,
  checked: true,
});

/** Runs of a training, each with metrics, media, output and a model's place in the lineage. */
async function addTraining(store: Store, project: string, n: number, steps: number): Promise<RunId> {
  const { id } = await store.beginRun({
    project,
    jobType: 'train',
    name: `train-${n}`,
    config: {
      learning_rate: 0.01 * n,
      epochs: 10,
      optimizer: n % 2 === 0 ? 'adam' : 'sgd',
      layers: [64, 32],
    },
    host: 'workstation',
    command: ['python', 'train.py', '--epochs', '10'],
    notes: n === 1 ? 'The first that converged.' : '',
    tags: ['baseline', `try-${n}`],
    git: {
      commit: '064e41b7c0ffee00aa55064e41b7c0ffee00aa55',
      branch: 'main',
      dirty: n % 2 === 0,
      remote: 'https://github.com/example/digits.git',
    },
  });
  const start = Date.UTC(2026, 0, n) / 1000;
  const lines = Array.from({ length: steps }, (_, i) => {
    const row: Record<string, unknown> = {
      _step: i,
      _runtime: i * 2,
      _timestamp: start + i * 2,
      'train/loss': Math.exp(-i / (steps / (2 + n))) + 0.05 * Math.sin(i * n),
      'train/accuracy': 1 - Math.exp(-i / (steps / 3)) * (0.9 + n / 50),
      lr: 0.01 * n * 0.99 ** i,
    };
    if (i % 10 === 0) row['valid/loss'] = Math.exp(-i / (steps / 2)) + 0.1;
    if (i % 50 === 0) {
      row['examples'] = {
        _type: 'images/separated',
        format: 'png',
        count: 2,
        width: 64,
        height: 48,
        filenames: [`media/images/examples_${i}_0.png`, `media/images/examples_${i}_1.png`],
        captions: [`step ${i}, first`, `step ${i}, second`],
      };
    }
    return JSON.stringify(row);
  });
  await store.writeRunLines(id, 'history', { offset: 0, lines });
  for (let i = 0; i < steps; i += 50) {
    for (const k of [0, 1]) {
      const picture = pngOf(64, 48, (i * 3) % 256, 100 * k, 120);
      await commitRunFile(store, id, `media/images/examples_${i}_${k}.png`, picture, 'image/png');
    }
  }
  const system = Array.from({ length: 60 }, (_, i) =>
    JSON.stringify({
      _runtime: i * 15,
      'system.cpu': 40 + 20 * Math.sin(i / 5),
      'system.memory': 30 + i / 4,
    }),
  );
  await store.writeRunLines(id, 'events', { offset: 0, lines: system });
  const output = Array.from({ length: 300 }, (_, i) =>
    i % 40 === 39
      ? `\u001b[31mERROR\u001b[0m \u001b[1mgradient\u001b[0m of layer ${i} exploded`
      : `\u001b[32mepoch ${Math.floor(i / 30)}\u001b[0m step ${i} \u001b[2mloss\u001b[0m ${(1 / (i + 1)).toFixed(4)}`,
  );
  await store.writeRunLines(id, 'console', { offset: 0, lines: output });
  await commitRunFile(store, id, 'requirements.txt', 'numpy==2.1.0\nscikit-learn==1.5.2\n', 'text/plain');
  await commitRunFile(store, id, 'config.yaml', 'learning_rate:\n  value: 0.01\n', 'text/yaml');
  return id;
}

/** Fills a store: project `digits` with a data set of three versions, five training runs, and a model. */
export async function fillRichStore(store: Store, { steps = 400 } = {}): Promise<RichStore> {
  const project = 'digits';
  const loader = await store.beginRun({ project, jobType: 'load-data', name: 'loader' });
  const dataset: VersionId[] = [];
  for (const version of [0, 1, 2]) {
    const { version: committed } = await commitFiles(store, datasetFiles(version), {
      project,
      artifact: 'digits',
      type: 'dataset',
      run: loader.id,
      metadata: metadataOf(version),
      description: version === 2 ? 'Images of digits, cleaned.\nSee README.md.' : '',
      tags: ['images'],
    });
    dataset.push(committed.id);
  }
  await store.editAliases(dataset[1] as VersionId, { add: ['production', 'best'] });
  await store.finishRun(loader.id, { state: 'finished', exitCode: 0, summary: { rows: 1817 } });
  const runs: RunId[] = [];
  let model: VersionId | undefined;
  for (const n of [1, 2, 3, 4, 5]) {
    const id = await addTraining(store, project, n, steps);
    await store.useVersion(id, dataset[n % 3] as VersionId, 'latest');
    if (n <= 2) {
      const { version } = await commitFiles(
        store,
        { 'model.bin': `weights ${n}`, 'model.json': '{"layers": [64, 32]}' },
        { project, artifact: 'mlp', type: 'model', run: id, metadata: { accuracy: 0.9 + n / 100 } },
      );
      model = version.id;
    }
    const state = n === 4 ? 'failed' : 'finished';
    const summary: JsonObject = {
      'train/loss': 0.05 * n,
      'train/accuracy': 0.99 - n / 100,
      'valid/loss': 0.1,
      lr: 0.001,
      best: 'NaN',
      _step: steps - 1,
      _runtime: steps * 2,
      examples: { _type: 'images/separated', count: 2, filenames: [], width: 64, height: 48 },
    };
    if (n < 5) await store.finishRun(id, { state, exitCode: n === 4 ? 1 : 0, summary });
    else await store.updateRun(id, { summary });
    runs.push(id);
  }
  return { dataset, model: model as VersionId, runs };
}
