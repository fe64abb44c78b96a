/** Runs of a project, filtered and sorted as clients ask. */
import type { Project } from '../../core/project.ts';
import type { RunDetail } from '../../core/run.ts';
import { isJsonObject, stringifyJson } from '../../core/json.ts';
import type { RunSort } from '../../store/contract.ts';
import type { Context, Maybe } from '../context.ts';
import type { FieldReader } from '../filters/filter.ts';
import { isEmptyFilter, parseFilter } from '../filters/filter.ts';
import { isNumber, order } from '../filters/order.ts';
import type { PageArgs } from './connection.ts';
import { allItems, dateTime, listConnection, pageConnection, pageQuery } from './connection.ts';
import { orNull } from './missing.ts';
import { runNode } from './runNode.ts';

export interface RunsArgs extends PageArgs {
  readonly filters?: Maybe<string>;
  readonly order?: Maybe<string>;
  readonly names?: Maybe<readonly string[]>;
}

/** Follows a dotted path; a part that has dots itself (`train.loss`) is tried as a whole first. */
function follow(value: unknown, path: string): unknown {
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return value[path];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(value, head)) continue;
    const found = follow(value[head], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldOf(run: RunDetail): FieldReader {
  const fields: Readonly<Record<string, unknown>> = {
    name: run.key,
    display_name: run.name,
    displayName: run.name,
    state: run.state,
    jobType: run.jobType || null,
    job_type: run.jobType || null,
    group: run.group ?? null,
    tags: run.tags,
    notes: run.notes,
    host: run.host ?? null,
    commit: run.git?.commit ?? null,
    createdAt: dateTime(run.createdAt),
    created_at: dateTime(run.createdAt),
    heartbeatAt: dateTime(run.heartbeatAt),
    heartbeat_at: dateTime(run.heartbeatAt),
    duration: ((run.finishedAt ?? run.heartbeatAt) - run.createdAt) / 1000,
    username: run.entity,
    user: run.entity,
    sweep: null,
  };
  return field => {
    if (Object.hasOwn(fields, field)) return fields[field];
    const [, kind, key = ''] = /^(config|summary_metrics|summaryMetrics|summary)\.(.+)$/s.exec(field) ?? [];
    if (kind === 'config') return follow(run.config, key.replace(/\.value(?=\.|$)/, ''));
    if (kind !== undefined) return follow(run.summary, key);
    return undefined;
  };
}

function compare(a: unknown, b: unknown): number {
  if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1;
  return isNumber(a) && isNumber(b) ? order(a, b) : order(stringifyJson(a), stringifyJson(b));
}

/** `-createdAt`, `+summary_metrics.loss`; what a run lacks comes last. */
function sortRuns(runs: readonly RunDetail[], order: Maybe<string>): readonly RunDetail[] {
  const descending = (order ?? '').startsWith('-');
  const field = (order ?? '').replace(/^[+-]/, '');
  const byCreation = [...runs].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (field === '') return byCreation.reverse();
  if (/^created_?at$/i.test(field)) return descending ? byCreation.reverse() : byCreation;
  // Names as people sort them: whatever their case, of the same the newest first.
  const named = /^display_?name$/i.test(field);
  if (named) byCreation.reverse();
  const keyOf = (run: RunDetail) => (named ? run.name.toLowerCase() : fieldOf(run)(field));
  const keyed = byCreation.map(run => ({ run, key: keyOf(run) }));
  keyed.sort((a, b) => {
    const result = compare(a.key, b.key);
    return descending && a.key != null && b.key != null ? -result : result;
  });
  return keyed.map(({ run }) => run);
}

/** What it costs to look at a run, in fields. */
const RUN_COST = 50;
/** Others have their turn after so many runs. */
const RUNS_AT_ONCE = 200;

async function fittingRuns(
  project: Project,
  args: Omit<RunsArgs, keyof PageArgs>,
  { store, budget }: Context,
) {
  const filter = parseFilter(args.filters);
  const names = args.names ? new Set(args.names) : undefined;
  const fitting: RunDetail[] = [];
  let seen = 0;
  for (const { id } of await allItems(page => store.runs({ project: project.id, ...page }))) {
    budget.spend(RUN_COST);
    if (++seen % RUNS_AT_ONCE === 0) await new Promise(resolve => setImmediate(resolve));
    const run = await orNull(store.run(id));
    if (run && (!names || names.has(run.key)) && filter(fieldOf(run))) fitting.push(run);
  }
  return fitting;
}

/** How the store itself sorts what a client asks for in this order; undefined where it does not. */
function sortOf(order: Maybe<string>): RunSort | undefined {
  if (!order || /^-created_?at$/i.test(order)) return 'created';
  return /^[+]?created_?at$/i.test(order) ? 'oldest' : undefined;
}

export async function runsConnection(project: Project, args: RunsArgs, context: Context) {
  const sort = sortOf(args.order);
  if (sort && isEmptyFilter(args.filters) && !args.names) return storedRuns(project, sort, args, context);
  const runs = sortRuns(await fittingRuns(project, args, context), args.order);
  return listConnection(runs, { first: args.first ?? 50, after: args.after }, runNode);
}

/** All runs in an order of the store's: a page costs what it shows, however many there are. */
async function storedRuns(project: Project, sort: RunSort, args: PageArgs, context: Context) {
  const { store, budget } = context;
  const page = await store.runs({ project: project.id, sort, ...pageQuery(args) });
  budget.spend(RUN_COST * page.items.length);
  // One may be deleted meanwhile.
  const details = await Promise.all(page.items.map(({ id }) => orNull(store.run(id))));
  return {
    ...pageConnection({ ...page, items: details.filter(run => run !== null) }, runNode),
    totalCount: () => countRuns(project, {}, context),
  };
}

export async function countRuns(
  project: Project,
  args: Pick<RunsArgs, 'filters'>,
  context: Context,
): Promise<number> {
  if (isEmptyFilter(args.filters)) {
    const types = await context.store.jobTypes(project.id);
    return types.reduce((sum, { count }) => sum + count, 0);
  }
  return (await fittingRuns(project, args, context)).length;
}

/** The run of a key; null where there is none. */
export async function findRunNode(project: Project, key: string, { store }: Context) {
  const run = await orNull(store.runByKey(project.id, key));
  return run && runNode(run);
}
