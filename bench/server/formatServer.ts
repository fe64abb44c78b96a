import type { HistoryRow, RequestRow } from './requestsBench.ts';
import type { SdkRow } from './sdkBench.ts';
import { WANDB_VERSION } from './wandbPython.ts';

export interface ServerReport {
  readonly sdk: readonly SdkRow[];
  readonly requests: readonly RequestRow[];
  readonly history: readonly HistoryRow[];
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [head, rule, ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

const MiB = 1024 * 1024;

/** Markdown tables of what the SDK and the server take. */
export function formatServer({ sdk, requests, history }: ServerReport): string {
  return [
    table(
      [`wandb ${WANDB_VERSION} through our server: seconds`, 'clock', 'client’s CPU', 'server’s CPU'],
      sdk.map(row => [
        `${row.workload} ${row.operation}`,
        row.wall.toFixed(2),
        row.client.toFixed(2),
        row.server.toFixed(2),
      ]),
    ),
    table(
      ['requests', 'a second', 'server’s CPU, ms each'],
      requests.map(row => [row.operation, row.rate.toFixed(0), row.cpu.toFixed(2)]),
    ),
    table(
      [`history of ${history[0]?.steps.toLocaleString('en') ?? ''} steps`, 'seconds', 'memory grew by MiB'],
      history.map(row => [row.operation, row.seconds.toFixed(2), (row.growth / MiB).toFixed(0)]),
    ),
  ].join('\n\n');
}
