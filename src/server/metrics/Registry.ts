/** Numbers in the text format of Prometheus (version 0.0.4). */

type Labels = Readonly<Record<string, string>>;

function escape(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

function series(name: string, labels: Labels, value: number): string {
  const list = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
  return `${name}${list.length > 0 ? `{${list.join(',')}}` : ''} ${value}\n`;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  read(): string;
}

/** Grows only. Each set of labels is a number of its own: they must be few. */
export class Counter implements Metric {
  readonly type = 'counter';
  readonly name: string;
  readonly help: string;
  readonly #values = new Map<string, { readonly labels: Labels; value: number }>();

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
  }

  add(labels: Labels = {}, amount = 1): void {
    const key = JSON.stringify(labels);
    const known = this.#values.get(key);
    if (known) known.value += amount;
    else this.#values.set(key, { labels, value: amount });
  }

  read(): string {
    return [...this.#values.values()].map(({ labels, value }) => series(this.name, labels, value)).join('');
  }
}

/** What is so at the moment: asked for when it is read. */
export class Gauge implements Metric {
  readonly type: 'counter' | 'gauge';
  readonly name: string;
  readonly help: string;
  readonly #read: () => readonly (readonly [labels: Labels, value: number])[];

  /** @param type `counter` for one that somebody else counts */
  constructor(
    name: string,
    help: string,
    read: () => number | readonly (readonly [labels: Labels, value: number])[],
    type: 'counter' | 'gauge' = 'gauge',
  ) {
    this.name = name;
    this.help = help;
    this.type = type;
    this.#read = () => {
      const value = read();
      return typeof value === 'number' ? [[{}, value]] : value;
    };
  }

  read(): string {
    return this.#read()
      .map(([labels, value]) => series(this.name, labels, value))
      .join('');
  }
}

/** How values spread over ranges. */
export class Histogram implements Metric {
  readonly type = 'histogram';
  readonly name: string;
  readonly help: string;
  readonly #bounds: readonly number[];
  readonly #values = new Map<string, { readonly labels: Labels; readonly counts: number[]; sum: number }>();

  /** @param bounds upper ends, in order */
  constructor(name: string, help: string, bounds: readonly number[]) {
    this.name = name;
    this.help = help;
    this.#bounds = bounds;
  }

  observe(labels: Labels, value: number): void {
    const key = JSON.stringify(labels);
    let known = this.#values.get(key);
    if (!known) {
      known = { labels, counts: Array.from({ length: this.#bounds.length + 1 }, () => 0), sum: 0 };
      this.#values.set(key, known);
    }
    const place = this.#bounds.findIndex(bound => value <= bound);
    const at = place < 0 ? this.#bounds.length : place;
    known.counts[at] = (known.counts[at] ?? 0) + 1;
    known.sum += value;
  }

  read(): string {
    let text = '';
    for (const { labels, counts, sum } of this.#values.values()) {
      let total = 0;
      for (const [i, count] of counts.entries()) {
        total += count;
        const bound = this.#bounds[i];
        const le = bound === undefined ? '+Inf' : String(bound);
        text += series(`${this.name}_bucket`, { ...labels, le }, total);
      }
      text += series(`${this.name}_sum`, labels, sum) + series(`${this.name}_count`, labels, total);
    }
    return text;
  }
}

/** All of them as one text. */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .map(metric => {
      const { name, help, type } = metric;
      return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${metric.read()}`;
    })
    .join('');
}
