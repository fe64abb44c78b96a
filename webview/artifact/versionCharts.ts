/** How an artifact changed from version to version: its size, and numbers of its metadata. */
import './versionCharts.css';
import '../chart/chart.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { VersionHistory } from '../../src/protocol/pages/artifact.ts';
import { Crosshair } from '../chart/crosshair.ts';
import { lineStyle, type Series } from '../chart/series.ts';
import { toolbarButton } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';
import { openMenu } from '../ui/menu.ts';

type Versions = VersionHistory['versions'];

/** Numbers that are shown until a person chooses others. */
const AT_FIRST = 3;
/** Numbers that a menu can offer. */
const MOST_OFFERED = 40;

interface Lines {
  readonly from: Versions;
  readonly size: readonly Series[];
  /** By key, in the order in which the newest versions have them. */
  readonly numbers: ReadonlyMap<string, readonly Series[]>;
}

export class VersionCharts {
  readonly #update: () => void;
  readonly #crosshair = new Crosshair();
  #lines: Lines | undefined;
  #chosen: readonly string[] | undefined;

  constructor(update: () => void) {
    this.#update = update;
  }

  /** @param versions the newest first */
  render(versions: Versions): TemplateResult | typeof nothing {
    // One point is no change.
    if (versions.length < 2) return nothing;
    if (this.#lines?.from !== versions) this.#lines = linesOf(versions);
    const { size, numbers } = this.#lines;
    const keys = [...numbers.keys()];
    const chosen = (this.#chosen ?? keys.slice(0, AT_FIRST)).filter(key => numbers.has(key));
    return html`<div class="version-charts" role="group" aria-label=${t('Changes over versions')}>
      <div class="version-strip">
        ${this.#chart(t('Size'), size, true)}
        ${chosen.map(key => this.#chart(key, numbers.get(key) ?? [], false))}
      </div>
      ${
        keys.length === 0
          ? nothing
          : toolbarButton({
              icon: 'list-selection',
              label: t('Choose Metadata…'),
              name: 'choose-metadata',
              run: () => this.#choose(keys, chosen),
            })
      }
    </div>`;
  }

  #chart(label: string, series: readonly Series[], isSize: boolean): TemplateResult {
    return html`<amphora-chart
      .label=${label}
      .series=${series}
      .xScale=${'version'}
      .xLabel=${t('Version')}
      .yScale=${isSize ? 'bytes' : 'linear'}
      .points=${true}
      .crosshair=${this.#crosshair}
    ></amphora-chart>`;
  }

  #choose(keys: readonly string[], chosen: readonly string[]): void {
    const { left = 0, bottom = 0 } =
      document.querySelector('.choose-metadata')?.getBoundingClientRect() ?? {};
    const items = keys.slice(0, MOST_OFFERED).map(key => {
      const isChosen = chosen.includes(key);
      return {
        label: isChosen ? `✓ ${key}` : key,
        run: () => {
          this.#chosen = isChosen ? chosen.filter(each => each !== key) : [...chosen, key];
          this.#update();
        },
      };
    });
    openMenu(t('Choose Metadata…'), items, { x: left, y: bottom });
  }
}

function linesOf(versions: Versions): Lines {
  const line = (label: string, points: readonly (readonly [number, number])[]): readonly Series[] => [
    { label, style: lineStyle(0), x: points.map(([x]) => x), y: points.map(([, y]) => y) },
  ];
  const oldestFirst = [...versions].reverse();
  const keys = new Set(versions.flatMap(({ numbers }) => Object.keys(numbers)));
  const numbers = [...keys].map(key => {
    const points = oldestFirst.flatMap(({ index, numbers: all }): [number, number][] => {
      const value = Object.hasOwn(all, key) ? all[key] : undefined;
      return value === undefined ? [] : [[index, value]];
    });
    return [key, line(key, points)] as const;
  });
  return {
    from: versions,
    size: line(
      t('Size'),
      oldestFirst.map(({ index, size }) => [index, size]),
    ),
    numbers: new Map(numbers),
  };
}
