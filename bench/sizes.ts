import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface SizeRow {
  /** Relative to the repository. */
  readonly file: string;
  readonly bytes: number;
  /** Undefined for a package, which is compressed already. */
  readonly gzipped: number | undefined;
}

/** Sizes of the bundles in dist/ and of the packaged extension, where there is one. */
export function sizes(root: string): readonly SizeRow[] {
  const dist = path.join(root, 'dist');
  const bundles = fs.existsSync(dist)
    ? fs
        .readdirSync(dist, { recursive: true, encoding: 'utf8' })
        .filter(file => /\.[cm]?js$/.test(file))
        .map(file => path.join(dist, file))
    : [];
  const packages = fs
    .readdirSync(root)
    .filter(file => file.endsWith('.vsix'))
    .map(file => path.join(root, file));
  return [...bundles.toSorted(), ...packages].map(file => {
    const content = fs.readFileSync(file);
    const gzipped = file.endsWith('.vsix') ? undefined : gzipSync(content).length;
    return { file: path.relative(root, file), bytes: content.length, gzipped };
  });
}

/** As a Markdown table. */
export function formatSizes(rows: readonly SizeRow[]): string {
  const inKiB = (bytes: number | undefined) => (bytes === undefined ? '' : (bytes / 1024).toFixed(1));
  const lines = rows.map(row => `| ${row.file} | ${inKiB(row.bytes)} | ${inKiB(row.gzipped)} |`);
  return ['| file | KiB | gzipped |', '| --- | --: | --: |', ...lines].join('\n');
}
