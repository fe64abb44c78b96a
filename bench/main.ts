// npm run bench [-- --only storage|server|catalog|charts|pages|layout|activation|size] [--quick] [--json] [--folder DIR]
// Progress goes to standard error; standard output has tables, or with --json one document.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatActivation } from './activation/formatActivation.ts';
import { environment } from './environment.ts';
import { formatCharts } from './charts/formatCharts.ts';
import { formatCatalog } from './catalog/formatCatalog.ts';
import { formatLayout } from './formatLayout.ts';
import { formatSizes, sizes } from './sizes.ts';
import { formatPages } from './pages/formatPages.ts';
import { formatServer } from './server/formatServer.ts';
import { formatStorage } from './storage/formatStorage.ts';
import { storageBench } from './storage/storageBench.ts';
import { QUICK_SDK_WORKLOADS, QUICK_WORKLOADS, SDK_WORKLOADS, WORKLOADS } from './storage/workload.ts';

const PARTS = ['storage', 'server', 'catalog', 'charts', 'pages', 'layout', 'activation', 'size'];
const root = path.resolve(import.meta.dirname, '..');

interface Options {
  readonly only: readonly string[];
  readonly quick: boolean;
  readonly folder: string;
}

function parseOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: PARTS },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      folder: { type: 'string', default: fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir() },
    },
  });
  const unknown = values.only.find(part => !PARTS.includes(part));
  if (unknown !== undefined) {
    throw new Error(`There is no part "${unknown}"; the parts are ${PARTS.join(', ')}.`);
  }
  return { ...values, folder: path.resolve(values.folder) };
}

async function measure({ only, quick, folder }: Options) {
  const onProgress = (message: string) => {
    console.error(message);
  };
  const storage = only.includes('storage')
    ? await storageBench({
        workloads: quick ? QUICK_WORKLOADS : WORKLOADS,
        folder,
        cli: path.join(root, 'dist/cli.js'),
        onProgress,
      })
    : undefined;
  const server = only.includes('server') ? await measureServer(quick, folder, onProgress) : undefined;
  const catalog = only.includes('catalog') ? await measureCatalog(quick, folder, onProgress) : undefined;
  const charts = only.includes('charts') ? await measureCharts(quick, folder, onProgress) : undefined;
  const pages = only.includes('pages') ? await measurePages(quick, folder, onProgress) : undefined;
  const layout = only.includes('layout') ? await measureLayout(quick, onProgress) : undefined;
  const activation = only.includes('activation') ? await measureActivation(quick, onProgress) : undefined;
  const size = only.includes('size') ? sizes(root) : undefined;
  const measured = { storage, server, catalog, charts, pages, layout, activation, size };
  return { environment: environment(folder), ...measured };
}

async function measureServer(quick: boolean, folder: string, onProgress: (message: string) => void) {
  const { sdkBench } = await import('./server/sdkBench.ts');
  const { historyBench, requestsBench } = await import('./server/requestsBench.ts');
  const cli = path.join(root, 'dist/cli.js');
  const workloads = quick ? QUICK_SDK_WORKLOADS : SDK_WORKLOADS;
  const sdk = await sdkBench({ workloads, folder, cli, onProgress });
  onProgress('requests a second');
  const requests = await requestsBench(cli, folder, quick ? 0.1 : 1);
  onProgress('a long history');
  const history = await historyBench(cli, folder, quick ? 50_000 : 1_000_000);
  return { sdk, requests, history, team: await measureTeam(quick, folder, onProgress) };
}

/** The same of a team's server, where there is PostgreSQL. */
async function measureTeam(quick: boolean, folder: string, onProgress: (message: string) => void) {
  const { TeamPlaces } = await import('./server/TeamPlaces.ts');
  if (!TeamPlaces.areThere) return undefined;
  const { sdkBench } = await import('./server/sdkBench.ts');
  const { teamRequestsBench } = await import('./server/requestsBench.ts');
  const cli = path.join(root, 'dist/cli.js');
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-team-'));
  const team = await TeamPlaces.start(base);
  try {
    const requests: Record<string, Awaited<ReturnType<typeof teamRequestsBench>>> = {};
    for (const processes of [1, 2, 4]) {
      onProgress(`requests to ${processes} processes of a team’s server`);
      requests[String(processes)] = await teamRequestsBench(cli, team, processes, quick ? 0.1 : 1);
    }
    const workloads = quick ? QUICK_SDK_WORKLOADS : SDK_WORKLOADS;
    const sdk = team.hasBucket ? await sdkBench({ workloads, folder: base, cli, onProgress, team }) : [];
    return { requests, sdk };
  } finally {
    await team.stop();
    fs.rmSync(base, { recursive: true, force: true });
  }
}

async function measureCatalog(quick: boolean, folder: string, onProgress: (message: string) => void) {
  const { catalogBench } = await import('./catalog/catalogBench.ts');
  return catalogBench(folder, quick ? [1000, 10_000] : [1000, 1_000_000], onProgress);
}

async function measureCharts(quick: boolean, folder: string, onProgress: (message: string) => void) {
  const { chartsBench } = await import('./charts/chartsBench.ts');
  return chartsBench(folder, quick ? 50_000 : 1_000_000, quick ? 1 : 5, onProgress);
}

async function measurePages(quick: boolean, folder: string, onProgress: (message: string) => void) {
  const { pagesBench } = await import('./pages/pagesBench.ts');
  return pagesBench({
    cli: path.join(root, 'dist/cli.js'),
    folder,
    sizes: quick ? [1000, 10_000] : [1000, 1_000_000],
    files: quick ? 10_000 : 100_000,
    steps: quick ? 50_000 : 1_000_000,
    rounds: quick ? 3 : 11,
    onProgress,
  });
}

async function measureActivation(quick: boolean, onProgress: (message: string) => void) {
  const { activationBench } = await import('./activation/activationBench.ts');
  return activationBench(root, quick ? 1 : 5, onProgress);
}

async function measureLayout(quick: boolean, onProgress: (message: string) => void) {
  const { layoutBench } = await import('./layout/layoutBench.ts');
  return layoutBench({
    sizes: quick ? [100, 1000] : [1000, 10_000, 50_000],
    onRow: row => {
      onProgress(`${row.shape} of ${row.nodes} nodes: ${row.engine}`);
    },
  });
}

function format(report: Awaited<ReturnType<typeof measure>>): string {
  const { cores, processor, memoryGiB, system, node, fileSystem } = report.environment;
  const machine = `${cores} × ${processor}, ${memoryGiB} GiB, ${system}, Node ${node}, files on ${fileSystem}`;
  const { storage, server, catalog, charts, pages, layout, activation, size } = report;
  const parts = [
    machine,
    storage && formatStorage(storage),
    server && formatServer(server),
    catalog && formatCatalog(catalog),
    charts && formatCharts(charts),
    pages && formatPages(pages),
    layout && formatLayout(layout),
    activation && formatActivation(activation),
    size && formatSizes(size),
  ];
  return parts.filter(part => part !== undefined).join('\n\n');
}

try {
  const options = parseOptions();
  const report = await measure(options);
  console.log(options.json ? JSON.stringify(report, undefined, 2) : format(report));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
