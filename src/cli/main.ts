/** The `amphora` program. */
import type { StoreAccess } from '../store/local/openLocalStore.ts';
import type { StoreService } from '../worker/service.ts';
import { runCli } from './cli.ts';
import { listenForInterrupts } from './interrupts.ts';
import type { StoreTarget } from './remotes/storeTarget.ts';
import { hasSqlite, silenceSqliteWarning } from './runtime.ts';
import { processTerminal } from './terminal.ts';

async function openService(target: StoreTarget, access: StoreAccess): Promise<StoreService> {
  if (target.kind === 'remote') {
    const { openRemoteService } = await import('../worker/openRemoteService.ts');
    return openRemoteService(target);
  }
  silenceSqliteWarning();
  const { openLocalService } = await import('../worker/openLocalService.ts');
  return openLocalService(target.folder, access);
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

void main();
