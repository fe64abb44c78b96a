import fs from 'node:fs';
import path from 'node:path';
import type { Contender } from './contender.ts';

export const OURS = 'amphora';

/** Amphora's command line as it is shipped: one process of Node for each command. */
export function createOurs(cli: string): Contender {
  if (!fs.existsSync(cli)) throw new Error(`There is no ${cli}; run \`npm run build\`, then this again.`);
  const store = (root: string) => path.join(root, 'store');
  return {
    name: OURS,
    log: ({ root, data }) => ({
      script: '"$1" "$2" log "$3" --name data --type dataset --project bench --store "$4" --json',
      args: [process.execPath, cli, data, store(root)],
      folder: root,
    }),
    target: ({ restored }) => restored,
    restore: ({ root, restored }) => ({
      script: '"$1" "$2" get bench/data:latest --out "$3" --store "$4" --json',
      args: [process.execPath, cli, restored, store(root)],
      folder: root,
    }),
  };
}
