import { env, l10n, Uri } from 'vscode';
import type { PageAddress } from '../../core/pageAddress.ts';
import { formatPageAddress } from '../../core/pageAddress.ts';
import { withProgress } from '../host/progress.ts';
import { askSignInLink } from '../links/askSignInLink.ts';
import type { ServerConnection } from '../tracking/ServerConnection.ts';
import type { FoundPage } from './findPages.ts';

/** Where W&B shows to people what its server holds. */
const WANDB = { server: 'https://api.wandb.ai', pages: 'https://wandb.ai' };

/**
 * `amphora.page.openInBrowser`: by a link that signs in once. Starts the local store's server where it does not run. Gives what was
 * opened.
 * @throws AmphoraError `server-not-started`, and those of `askSignInLink`
 */
export async function openInBrowser(
  { connection, address }: FoundPage,
  server: Pick<ServerConnection, 'need'>,
): Promise<string> {
  const uri = await withProgress(l10n.t('Opening the page in the browser'), async signal => {
    const target = await connection.target;
    if (target.kind === 'local') {
      const { url, apiKey } = await server.need();
      const link = await askSignInLink({ url, apiKey }, formatPageAddress(address), signal);
      return env.asExternalUri(Uri.parse(link ?? url, true));
    }
    const { url } = target;
    const link =
      url === WANDB.server ? undefined : await askSignInLink(target, formatPageAddress(address), signal);
    return Uri.parse(link ?? `${url === WANDB.server ? WANDB.pages : url}${wandbPath(address)}`, true);
  });
  await env.openExternal(uri);
  return uri.toString(true);
}

/** The path of a thing in W&B's own pages, which have others than ours. */
function wandbPath(address: PageAddress): string {
  switch (address.page) {
    case 'lineage':
    case 'compare':
      return formatPageAddress({ page: 'project', entity: address.entity, project: address.project });
    case 'artifact': {
      const { tab: _tab, file: _file, ...version } = address;
      return formatPageAddress(version);
    }
    case 'run': {
      const { tab: _tab, file: _file, ...run } = address;
      return formatPageAddress(run);
    }
    default:
      return formatPageAddress(address);
  }
}
