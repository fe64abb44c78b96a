import type { LayoutInput } from '../../src/picture/layout/types.ts';
import { dagre, elk, type Engine, ours } from './engines.ts';
import { SHAPES } from './graphs.ts';
import { drawnCrossings, meanLength } from './measure.ts';

export interface LayoutBenchRow {
  readonly shape: string;
  readonly nodes: number;
  readonly edges: number;
  readonly engine: Engine['name'];
  readonly rounds: number;
  /** Medians over the rounds: wall clock, and processor time, which says more on a busy machine. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly crossings: number;
  /** Mean length of an edge, px. */
  readonly edgeLength: number;
  readonly width: number;
  readonly height: number;
  /** Why there is no picture; the numbers are 0 then. */
  readonly error?: string;
}

export interface LayoutBenchOptions {
  /** Only these numbers of nodes (default 100, 300, 1000, 10000, 50000). */
  readonly sizes?: readonly number[];
  readonly shapes?: readonly string[];
  readonly engines?: readonly Engine['name'][];
  /** Also dagre and ELK on 10,000 nodes, which takes them minutes for some graphs (default false). */
  readonly slow?: boolean;
  readonly onRow?: (row: LayoutBenchRow) => void;
}

/** Draws every shape with every engine, in alternating rounds, and counts crossings on what was drawn. */
export async function layoutBench(options: LayoutBenchOptions = {}): Promise<LayoutBenchRow[]> {
  const { sizes = [100, 300, 1000, 10_000, 50_000], shapes = Object.keys(SHAPES), onRow } = options;
  const wanted = [ours, dagre, elk].filter(engine => options.engines?.includes(engine.name) ?? true);
  const rows: LayoutBenchRow[] = [];
  for (const size of sizes) {
    for (const shape of shapes) {
      const others = size <= 1000 || (options.slow === true && size <= 10_000);
      const engines = wanted.filter(engine => engine === ours || others);
      for (const row of await compare(shape, size, engines)) {
        rows.push(row);
        onRow?.(row);
      }
    }
  }
  return rows;
}

type Measured = Omit<
  LayoutBenchRow,
  'shape' | 'nodes' | 'edges' | 'engine' | 'rounds' | 'seconds' | 'cpuSeconds'
>;

/** What is known of one engine so far. */
interface Trial {
  readonly engine: Engine;
  readonly wall: number[];
  readonly cpu: number[];
  measured: Measured;
}

async function compare(shape: string, size: number, engines: readonly Engine[]): Promise<LayoutBenchRow[]> {
  const input = SHAPES[shape]!(size);
  const none: Measured = { crossings: 0, edgeLength: 0, width: 0, height: 0 };
  const trials = engines.map((engine): Trial => ({ engine, wall: [], cpu: [], measured: none }));
  for (let again = true; again;) {
    again = false;
    for (const trial of trials) {
      if (trial.measured.error || trial.wall.length >= roundsFor(trial.wall)) continue;
      await round(trial, input);
      again = true;
    }
  }
  return trials.map(({ engine, wall, cpu, measured }) => ({
    shape,
    nodes: input.nodes.length,
    edges: input.edges.length,
    engine: engine.name,
    rounds: wall.length,
    seconds: median(wall),
    cpuSeconds: median(cpu),
    ...measured,
  }));
}

async function round(trial: Trial, input: LayoutInput): Promise<void> {
  const run = trial.engine.prepare(input);
  const cpu = process.cpuUsage();
  const started = performance.now();
  let read;
  try {
    read = await run();
  } catch (error) {
    // ELK overflows its stack on long chains.
    trial.measured = { ...trial.measured, error: error instanceof Error ? error.message : String(error) };
    return;
  }
  trial.wall.push((performance.now() - started) / 1000);
  const used = process.cpuUsage(cpu);
  trial.cpu.push((used.user + used.system) / 1e6);
  if (trial.wall.length > 1) return;
  const { width, height, lines } = read();
  trial.measured = { crossings: drawnCrossings(lines), edgeLength: meanLength(lines), width, height };
}

/** Seven rounds of what is quick (the first ones warm the compiler up), fewer of what is slow. */
function roundsFor(times: readonly number[]): number {
  const first = times[0] ?? 0;
  return first > 10 ? 1 : first > 1 ? 3 : 7;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
