/** The `amphora` program. The same file is started again on threads that read and write files for it. */
import { isMainThread, workerData } from 'node:worker_threads';
import type { StoreService } from '../worker/service.ts';
import { runCli } from './cli.ts';
import { listenForInterrupts } from './interrupts.ts';
import { hasSqlite, silenceSqliteWarning } from './runtime.ts';
import { processTerminal } from './terminal.ts';

function isTransferThread(): boolean {
  const data: unknown = workerData;
  return (
    !isMainThread && typeof data === 'object' && data !== null && 'role' in data && data.role === 'transfer'
  );
}

async function openService(storeFolder: string): Promise<StoreService> {
  silenceSqliteWarning();
  const { openLocalService } = await import('../worker/openLocalService.ts');
  return openLocalService(storeFolder, { workerFile: import.meta.filename });
}

async function main(): Promise<void> {
  const terminal = processTerminal(process.stdout, process.stderr);
  if (!hasSqlite(process.versions.node)) {
    terminal.message(`amphora: This is Node ${process.versions.node}; amphora needs Node 22.13 or newer.`);
    process.exitCode = 1;
    return;
  }
  const interrupts = listenForInterrupts();
  process.exitCode = await runCli(process.argv.slice(2), {
    terminal,
    env: process.env,
    platform: process.platform,
    folder: process.cwd(),
    interrupts,
    openService,
  });
  interrupts.dispose();
}

if (isTransferThread()) {
  void import('../transfer/transferWorker.ts').then(({ runTransferWorker }) => {
    runTransferWorker();
  });
} else {
  void main();
}
