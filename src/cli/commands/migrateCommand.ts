import { AmphoraError } from '../../core/errors.ts';
import { parseName } from '../../core/names.ts';
import type { MigrationEnd } from '../../store/migration.ts';
import type { MigrateResult } from '../../transfer/migrate/requests.ts';
import type { Context } from '../command.ts';
import { defineCommand } from '../command.ts';
import { transferReporter } from '../progress.ts';
import { silenceSqliteWarning } from '../runtime.ts';
import { SHARED_OPTIONS, sharedPlaces, withSharedStore } from '../sharedStore.ts';
import { usageError } from '../usageError.ts';
import { filesAndBytes, some } from '../words.ts';

/** `local=team` */
function readEntities(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map(text => {
      const [before = '', ...after] = text.split('=');
      if (after.length === 0) throw usageError(`--entity takes HERE=THERE, not "${text}"`);
      return [parseName(before, 'an entity'), parseName(after.join('='), 'an entity')];
    }),
  );
}

/** Works with the local store as a side of the migration, and closes it after. */
async function withLocalEnd<T>(
  { storeFolder, storeName }: Context,
  access: 'create' | 'read',
  work: (end: MigrationEnd) => Promise<T>,
): Promise<T> {
  if (storeFolder === undefined) {
    const what = 'be moved by its address; name its --database and --blobs';
    throw new AmphoraError('not-supported', { store: storeName, what });
  }
  silenceSqliteWarning();
  const { openLocalStore } = await import('../../store/local/openLocalStore.ts');
  const store = openLocalStore(storeFolder, access);
  try {
    return await work(store.end);
  } finally {
    await store.close();
  }
}

function resultWords({ projects, versions, runs, files, bytes, dryRun }: MigrateResult): string {
  if (projects + versions + runs + files === 0) return 'Everything is there already\n';
  const verb = dryRun ? 'Would move' : 'Moved';
  const things = `${some(projects, 'project')}, ${some(versions, 'version')} and ${some(runs, 'run')}`;
  return `${verb} ${things} (${filesAndBytes(files, bytes)})\n`;
}

export const migrateCommand = defineCommand({
  name: 'migrate',
  summary: 'Move a local store to a team’s, or back',
  usage: 'migrate --database URL --blobs PLACE [--to-local] [--entity HERE=THERE]… [--dry-run]',
  details: `Copies all of the store that --store names to the team's: projects, versions, aliases and when they moved, portfolios,
runs and what they streamed, under the same ids and numbers. What is there already is not sent again, so that a
migration that broke off goes on when it is asked again. The store it came from stays as it is.`,
  access: 'read',
  words: [],
  options: {
    ...SHARED_OPTIONS,
    'to-local': { type: 'boolean', help: 'From the team’s store to the local one' },
    entity: {
      type: 'string',
      value: 'HERE=THERE',
      multiple: true,
      help: 'Another name for an entity there: local=team (else it stays the same)',
    },
    'dry-run': { type: 'boolean', help: 'Only say how much there is to move' },
  },
  async run(context, { options }) {
    const places = sharedPlaces(context, options);
    const request = { entities: readEntities(options.entity), dryRun: options['dry-run'] };
    const back = options['to-local'];
    const { migrate } = await import('../../transfer/migrate/migrate.ts');
    const call = {
      signal: context.interrupts.signal,
      onProgress: transferReporter(context.terminal, 'Store'),
    };
    const result = await withLocalEnd(context, back ? 'create' : 'read', local =>
      withSharedStore(places, ({ end: shared }) => {
        const sides = back ? { from: shared, to: local } : { from: local, to: shared };
        return migrate({ ...request, ...sides }, call);
      }),
    );
    return { json: result, text: () => resultWords(result) };
  },
});
