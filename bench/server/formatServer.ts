import { markdownTable } from '../markdownTable.ts';
import type { HistoryRow, RequestRow } from './requestsBench.ts';
import type { SdkRow } from './sdkBench.ts';
import { WANDB_VERSION } from './wandbPython.ts';

export interface ServerReport {
  readonly sdk: readonly SdkRow[];
  readonly requests: readonly RequestRow[];
  readonly history: readonly HistoryRow[];
  readonly team?: TeamReport | undefined;
}

/** Of a team's server. */
export interface TeamReport {
  /** By number of processes. */
  readonly requests: Readonly<Record<string, readonly RequestRow[]>>;
  readonly sdk: readonly SdkRow[];
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
export function formatServer({ sdk, requests, history, team }: ServerReport): string {
  return [
    formatPairs('through our server', sdk),
    markdownTable(
      ['requests', 'a second', 'server’s CPU, ms each'],
      requests.map(row => [row.operation, row.rate.toFixed(0), row.cpu.toFixed(2)]),
    ),
    markdownTable(
      [`history of ${history[0]?.steps.toLocaleString('en') ?? ''} steps`, 'seconds', 'memory grew by MiB'],
      history.map(row => [row.operation, row.seconds.toFixed(2), (row.growth / MiB).toFixed(0)]),
    ),
    ...(team ? formatTeam(team) : []),
  ].join('\n\n');
}

function formatPairs(what: string, rows: readonly SdkRow[]): string {
  const head = `${what}: seconds (client’s CPU; server’s)`;
  return markdownTable(
    [head, `wandb ${WANDB_VERSION}`, 'amphora', 'times wandb'],
    pairs(rows).map(([first, wandb, own]) => [
      first,
      cell(wandb),
      cell(own),
      `${(wandb.wall / own.wall).toFixed(1)} ×`,
    ]),
  );
}

function formatTeam({ requests, sdk }: TeamReport): readonly string[] {
  const counts = Object.keys(requests);
  const operations = requests[counts[0] ?? '']?.map(row => row.operation) ?? [];
  const cellOf = (count: string, operation: string) => {
    const row = requests[count]?.find(each => each.operation === operation);
    return row ? `${row.rate.toFixed(0)} (${row.cpu.toFixed(2)} ms)` : '';
  };
  const table = markdownTable(
    ['requests a second to a team’s server (its CPU each)', ...counts.map(count => `${count} processes`)],
    operations.map(operation => [operation, ...counts.map(count => cellOf(count, operation))]),
  );
  return sdk.length === 0 ? [table] : [table, formatPairs('through a team’s server, bytes in S3', sdk)];
}
