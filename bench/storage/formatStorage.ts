import { markdownTable } from '../markdownTable.ts';
import { OURS } from './ours.ts';
import { OPERATIONS, type StorageRow } from './storageBench.ts';

/** One Markdown table for each workload: wall and CPU seconds of all contenders, and how many times ours is faster. */
export function formatStorage(rows: readonly StorageRow[]): string {
  const workloads = [...new Set(rows.map(row => row.workload))];
  return workloads.map(workload => formatWorkload(workload, rows)).join('\n\n');
}

function formatWorkload(workload: string, all: readonly StorageRow[]): string {
  const rows = all.filter(row => row.workload === workload);
  const contenders = [...new Set(rows.map(row => row.contender))];
  const others = contenders.filter(name => name !== OURS);
  const lines = OPERATIONS.map(operation => {
    const of = (name: string) => rows.find(row => row.operation === operation && row.contender === name);
    const seconds = contenders.map(name => `${of(name)?.wall.toFixed(2)} (${of(name)?.cpu.toFixed(2)})`);
    const ratios = others.map(name => `${((of(name)?.wall ?? NaN) / (of(OURS)?.wall ?? NaN)).toFixed(1)} ×`);
    return [operation, ...seconds, ...ratios];
  });
  const head = [`${workload}: seconds (CPU)`, ...contenders, ...others.map(name => `faster than ${name}`)];
  return markdownTable(head, lines);
}
