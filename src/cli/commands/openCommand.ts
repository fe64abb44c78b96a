import { AmphoraError } from '../../core/errors.ts';
import { formatPageAddress } from '../../core/pageAddress.ts';
import { existingServerKey } from '../../store/local/serverKey.ts';
import { findServer } from '../../store/local/serverRecord.ts';
import type { RemoteAddress } from '../../store/remote/RemoteClient.ts';
import type { Context } from '../command.ts';
import { defineCommand } from '../command.ts';
import { askForLink } from '../open/askForLink.ts';
import { findPage } from '../open/findPage.ts';
import { openBrowser } from '../open/openBrowser.ts';
import { PROJECT_OPTION } from '../project.ts';
import { storeTarget } from '../remotes/storeTarget.ts';

/** W&B's own, whose pages are elsewhere than what they ask. */
const WANDB = 'https://api.wandb.ai';

/** The server of the store that is meant. @throws AmphoraError `server-not-running` */
async function serverOf(context: Context): Promise<RemoteAddress> {
  const { storeFolder, storeName } = context;
  if (storeFolder !== undefined) {
    const server = await findServer(storeFolder);
    const apiKey = await existingServerKey(storeFolder);
    if (!server || apiKey === undefined) throw new AmphoraError('server-not-running', { path: storeFolder });
    return { url: server.url, apiKey };
  }
  const target = await storeTarget(storeName, context);
  if (target.kind !== 'remote') throw new AmphoraError('server-not-running', { path: storeName });
  return target;
}

/** Where a server that has no such links has its pages. */
const pagesOf = (url: string): string => (url === WANDB ? 'https://wandb.ai' : url);

export const openCommand = defineCommand({
  name: 'open',
  summary: 'Open a version, a run or a project in the browser, signed in',
  usage: 'open [REF|RUN] [--project PROJECT] [--print]',
  details: `RUN is project/runs/KEY, or entity/project/runs/KEY. Without either it is the project. The store has to be served, by
amphora serve or by a window of VS Code, or be a server itself.`,
  access: 'read',
  words: ['[REF|RUN]'],
  options: {
    project: PROJECT_OPTION,
    print: {
      type: 'boolean',
      help: 'Print the link instead: it signs in whoever opens it first, within a minute',
    },
  },
  async run(context, { options, words: [text] }) {
    const server = await serverOf(context);
    const path = formatPageAddress(await findPage(context, text, options.project));
    const link = server.url === WANDB ? undefined : await askForLink(server, path, context.interrupts.signal);
    const page = new URL(path, link ?? pagesOf(server.url)).href;
    const url = link ?? page;
    const opened = !options.print && (await openBrowser(url, context));
    return {
      json: { url, page, opened },
      text: () => (opened ? `Opened ${page}\n` : `${url}\n`),
    };
  },
});
