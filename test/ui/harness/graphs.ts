/** Lineage graphs for tests: the digits sample, large ones, and names meant to do harm. */
import type { ProjectId, RunId, VersionId } from '../../../src/core/ids.ts';
import type {
  LineageEdge,
  LineageGraph,
  LineageNode,
  RunNode,
  VersionNode,
} from '../../../src/core/lineage.ts';

export const PROJECT = ('0'.repeat(31) + '1') as ProjectId;
const START = Date.UTC(2026, 10, 20, 9, 0);

/** Builds a graph node by node, in order of creation. */
export class GraphBuilder {
  readonly #nodes: LineageNode[];
  readonly #edges: LineageEdge[];
  readonly #versions = new Map<string, number>();

  /** @param start what is there already */
  constructor(start: Partial<LineageGraph> = {}) {
    this.#nodes = [...(start.nodes ?? [])];
    this.#edges = [...(start.edges ?? [])];
  }

  version(
    type: string,
    artifact: string,
    aliases: readonly string[] = [],
    more: Partial<VersionNode> = {},
  ): VersionId {
    const version = this.#versions.get(artifact) ?? 0;
    this.#versions.set(artifact, version + 1);
    const id = this.#newId() as VersionId;
    const createdAt = this.#now();
    this.#nodes.push({
      kind: 'version',
      id,
      projectId: PROJECT,
      artifact,
      type,
      version,
      aliases,
      tags: [],
      size: 1200 + 137_000 * this.#nodes.length,
      fileCount: 1 + 3 * this.#nodes.length,
      createdAt,
      deleted: false,
      ...more,
    });
    return id;
  }

  run(jobType: string, name: string, inputs: readonly VersionId[], more: Partial<RunNode> = {}): RunId {
    const id = this.#newId() as RunId;
    const createdAt = this.#now();
    this.#nodes.push({
      kind: 'run',
      id,
      projectId: PROJECT,
      name,
      jobType,
      tags: [],
      state: 'finished',
      createdAt,
      deleted: false,
      ...more,
    });
    for (const input of inputs) this.#edges.push({ from: input, to: id });
    return id;
  }

  used(run: RunId, version: VersionId, more: Pick<LineageEdge, 'usedAs' | 'newer'> = {}): void {
    this.#edges.push({ from: version, to: run, ...more });
  }

  /** A version logged by a run. */
  logged(
    run: RunId,
    type: string,
    artifact: string,
    aliases: readonly string[] = [],
    more: Partial<VersionNode> = {},
  ): VersionId {
    const id = this.version(type, artifact, aliases, more);
    this.#edges.push({ from: run, to: id });
    return id;
  }

  build(): LineageGraph {
    return { nodes: this.#nodes, edges: this.#edges, openEnds: [] };
  }

  #newId(): string {
    return (this.#nodes.length + 16).toString(16).padStart(32, '0');
  }

  #now(): number {
    return START + this.#nodes.length * 60_000;
  }
}

/** What the digits sample leaves in its store. */
export function digitsGraph(): LineageGraph {
  const g = new GraphBuilder();
  const raw = g.logged(g.run('load-data', 'sunny-smoke-1', []), 'dataset', 'digits-raw', ['latest']);
  const plain = g.logged(g.run('preprocess-data', 'misty-river-2', [raw]), 'dataset', 'digits-preprocess');
  const shifted = g.logged(g.run('preprocess-data', 'brave-fog-3', [raw]), 'dataset', 'digits-preprocess', [
    'latest',
    'shifted',
  ]);
  const networks = ['small', 'wide', 'deep'].map((alias, i) =>
    g.logged(
      g.run('initialize', `keen-leaf-${String(4 + i)}`, []),
      'model',
      'mlp',
      i === 2 ? [alias, 'latest'] : [alias],
    ),
  );
  const trained = networks.flatMap((network, i) =>
    [plain, shifted].map((data, j) => {
      const number = 7 + 2 * i + j;
      const run = g.run('train', `calm-comet-${String(number)}`, [data, network]);
      const best = i === 1 && j === 1;
      return g.logged(run, 'model', 'trained-model', best ? ['best'] : number === 12 ? ['latest'] : []);
    }),
  );
  g.run('train', 'dusty-pond-13', [plain, networks[0] as VersionId], { state: 'failed' });
  g.run('train', 'eager-lake-14', [shifted, networks[2] as VersionId], { state: 'running' });
  const report = g.run('report', 'proud-sunset-15', [shifted, trained[3] as VersionId]);
  g.logged(report, 'report', 'predictions', ['latest']);
  g.logged(g.run('report', 'quiet-sky-16', [plain, trained[0] as VersionId]), 'report', 'predictions', [], {
    deleted: true,
  });
  return g.build();
}

/** Of a version of the digits sample, by its label. */
export function versionId(label: string): VersionId {
  const [, artifact, version] = label.split(':');
  const found = digitsGraph().nodes.find(
    each => each.kind === 'version' && each.artifact === artifact && `v${each.version}` === version,
  );
  if (!found) throw new Error(`The sample has no ${label}.`);
  return found.id as VersionId;
}

/** A pipeline of five steps, run again and again. @param size nodes, about */
export function largeGraph(size: number): LineageGraph {
  const g = new GraphBuilder();
  const raws: VersionId[] = [];
  const clean: VersionId[] = [];
  for (let i = 0; i * 8 < size; i++) {
    const raw = g.logged(g.run('load-data', `load-${String(i)}`, []), 'dataset', `raw-${String(i % 7)}`);
    raws.push(raw);
    const older = raws[Math.floor(i / 2)] ?? raw;
    clean.push(
      g.logged(
        g.run('preprocess-data', `clean-${String(i)}`, [...new Set([raw, older])]),
        'dataset',
        'clean',
      ),
    );
    for (const kind of ['a', 'b']) {
      const data = clean[Math.floor((i * (kind === 'a' ? 2 : 1)) / 3)] ?? raw;
      g.logged(
        g.run('train', `train-${kind}-${String(i)}`, [data]),
        'model',
        `net-${kind}`,
        i % 9 === 0 ? ['checked'] : [],
      );
    }
  }
  return g.build();
}

export const HOSTILE = {
  script: `</script><img src=x onerror="document.title='owned'">`,
  svg: `"><svg onload="document.title='owned'"></svg>`,
  template: '${document.title="owned"}{{7*7}}<!--',
  rightToLeft: 'safe\u202egnp.exe\u202c-\u05d0\u05d1\u05d2',
  emoji: '👩‍🔬'.repeat(64),
  long: 'a-very-long-name-'.repeat(8).slice(0, 128),
  japanese: '手書き数字データセットの前処理済み版その一',
  korean: '손글씨 숫자 데이터 전처리 완료본 첫 번째',
} as const;

/** Every name and alias is one of `HOSTILE`. */
export function hostileGraph(): LineageGraph {
  const g = new GraphBuilder();
  const names = Object.values(HOSTILE);
  let last: VersionId[] = [];
  for (const [i, name] of names.entries()) {
    const job = names[(i + 3) % names.length] ?? name;
    const type = names[(i + 5) % names.length] ?? name;
    const run = g.run(job, name, last, i % 3 === 0 ? { state: 'crashed' } : {});
    last = [g.logged(run, type, name, names.slice(i))];
  }
  return g.build();
}
