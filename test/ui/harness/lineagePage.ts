/** Opens the built lineage page over a graph, by the real ends of its contracts. */
import type { Browser } from 'playwright-core';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import { answer, type Handlers } from '../../../src/protocol/host.ts';
import { type LineageContract, lineageContract, type LineageScope } from '../../../src/protocol/lineage.ts';
import { detailsOf } from './details.ts';
import { PROJECT } from './graphs.ts';
import { type HostedOptions, type HostedPage, openHostedPage } from './hostedPage.ts';

export interface PageOptions extends Omit<HostedOptions, 'bundle' | 'path' | 'ask' | 'handlers'> {
  readonly graph: LineageGraph;
  /** What the page's address leads to. */
  readonly scope?: LineageScope;
  /** Whether the legend is open at first; closed unless told. */
  readonly legend?: boolean;
  readonly handlers?: Partial<Handlers<LineageContract>>;
  readonly hostHandlers?: HostedOptions['handlers'];
}

export interface OpenPage extends HostedPage {
  /** What is in the store from now on. The page is told with the next `changed`. */
  setGraph(graph: LineageGraph): void;
}

export const LINEAGE_PATH = '/local/digits/lineage';

export async function openLineagePage(browser: Browser, options: PageOptions): Promise<OpenPage> {
  let { graph } = options;
  const scope = options.scope ?? { project: PROJECT };
  const handlers: Handlers<LineageContract> = {
    findScope: () => Promise.resolve(scope),
    getGraph: asking => Promise.resolve({ scope: asking, project: 'digits', graph }),
    getDetails: ({ id }) => Promise.resolve(detailsOf(graph, id)),
    findPlace: ({ id }) => Promise.resolve({ path: `/local/digits/runs/${id}`, name: id }),
    ...options.handlers,
  };
  const { hostHandlers, legend = false, ...rest } = options;
  const hosted = await openHostedPage(browser, {
    ...rest,
    bundle: 'lineage',
    path: scope.focus === undefined ? LINEAGE_PATH : `${LINEAGE_PATH}?focus=around`,
    ask: ({ method, params }, signal) => answer(lineageContract, handlers, method, params, signal),
    kept: { 'lineage.legend': legend, ...options.kept },
    handlers: hostHandlers ?? {},
  });
  return { ...hosted, setGraph: next => (graph = next) };
}
