import { markdownTable } from '../markdownTable.ts';
import type { HistoryRow, RequestRow } from './requestsBench.ts';
import type { SdkRow } from './sdkBench.ts';
import { WANDB_VERSION } from './wandbPython.ts';

export interface ServerReport {
  readonly sdk: readonly SdkRow[];
  readonly requests: readonly RequestRow[];
  readonly history: readonly HistoryRow[];
}

/** Both contenders of each operation, with what it is called. */
function pairs(rows: readonly SdkRow[]): readonly (readonly [string, SdkRow, SdkRow])[] {
  return rows.flatMap(wandb => {
    if (wandb.contender !== 'wandb') return [];
    const own = rows.find(
      row =>
        row.contender === 'amphora' && row.workload === wandb.workload && row.operation === wandb.operation,
    );
    return own ? [[`${wandb.workload} ${wandb.operation}`, wandb, own] as const] : [];
  });
}

function cell({ wall, client, server }: SdkRow): string {
  return `${wall.toFixed(2)} (${client.toFixed(2)}; ${server.toFixed(2)})`;
}

const MiB = 1024 * 1024;

/** Markdown tables of what clients and the server take. */
export function formatServer({ sdk, requests, history }: ServerReport): string {
  return [
    markdownTable(
      [
        'through our server: seconds (client’s CPU; server’s)',
        `wandb ${WANDB_VERSION}`,
        'amphora',
        'times wandb',
      ],
      pairs(sdk).map(([first, wandb, own]) => [
        first,
        cell(wandb),
        cell(own),
        `${(wandb.wall / own.wall).toFixed(1)} ×`,
      ]),
    ),
    markdownTable(
      ['requests', 'a second', 'server’s CPU, ms each'],
      requests.map(row => [row.operation, row.rate.toFixed(0), row.cpu.toFixed(2)]),
    ),
    markdownTable(
      [`history of ${history[0]?.steps.toLocaleString('en') ?? ''} steps`, 'seconds', 'memory grew by MiB'],
      history.map(row => [row.operation, row.seconds.toFixed(2), (row.growth / MiB).toFixed(0)]),
    ),
  ].join('\n\n');
}
