import { AmphoraError } from '../../core/errors.ts';
import { parseName } from '../../core/names.ts';
import { parseRemoteUrl } from '../../store/remote/remoteUrl.ts';
import { columns } from '../columns.ts';
import type { Answer, Context } from '../command.ts';
import { defineCommand } from '../command.ts';
import { findKey } from '../remotes/findKey.ts';
import { remoteList } from '../remotes/storeTarget.ts';
import { usageError } from '../usageError.ts';

async function list(context: Context): Promise<Answer> {
  const remotes = await remoteList(context).all();
  return {
    json: { remotes: remotes.map(({ name, url }) => ({ name, url })) },
    text: () =>
      remotes.length === 0
        ? 'No remote store was added; amphora remote add NAME URL adds one\n'
        : columns(remotes.map(({ name, url }) => [name, url])),
  };
}

async function add(context: Context, named: string, address: string): Promise<Answer> {
  const name = parseName(named, 'a remote store');
  const url = parseRemoteUrl(address);
  const apiKey = await findKey(url, context.env);
  if (await remoteList(context).find(name)) throw new AmphoraError('remote-exists', { name });
  // A key that does not fit is better told of now than at the first copy.
  const service = await context.open({ kind: 'remote', url, apiKey }, 'read');
  const { entity } = await service.store.info();
  await remoteList(context).add({ name, url, apiKey });
  return { json: { name, url, entity }, text: () => `Added ${name}: ${url}, as ${entity}\n` };
}

async function remove(context: Context, name: string): Promise<Answer> {
  await remoteList(context).remove(name);
  return { json: { name }, text: () => `Removed ${name}; its key was forgotten\n` };
}

export const remoteCommand = defineCommand({
  name: 'remote',
  summary: 'List, add and remove remote stores',
  usage: 'remote [add NAME URL | rm NAME]',
  details: `The key is that of WANDB_API_KEY, else the one that wandb login left in ~/.netrc. It is kept in a file that only
you can read. Names are what amphora push and amphora pull take.`,
  access: 'read',
  words: ['[ACTION]', '[NAME]', '[URL]'],
  options: {},
  run(context, { words: [action, name, url] }) {
    if (action === undefined) return list(context);
    if (action === 'add' && name !== undefined && url !== undefined) return add(context, name, url);
    if (action === 'rm' && name !== undefined && url === undefined) return remove(context, name);
    throw usageError('Write amphora remote, amphora remote add NAME URL, or amphora remote rm NAME');
  },
});
