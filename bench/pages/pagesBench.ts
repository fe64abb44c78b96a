/** How soon pages show something and how they move: in a real browser, over a real `amphora serve`. */
import { BenchBrowser } from './BenchBrowser.ts';
import { firstContentBench, type FirstContentRow } from './firstContent.ts';
import { longChartBench, type LongChartRow } from './longChart.ts';
import { scrollBench, type ScrollResult } from './scroll.ts';

export interface PagesResult {
  readonly firstContent: readonly FirstContentRow[];
  readonly scroll: ScrollResult;
  readonly chart: readonly LongChartRow[];
}

interface Options {
  /** The command line, built. */
  readonly cli: string;
  readonly folder: string;
  /** Versions, and runs, of projects. */
  readonly sizes: readonly number[];
  readonly files: number;
  /** Of the long run. */
  readonly steps: number;
  readonly rounds: number;
  readonly onProgress: (message: string) => void;
}

export async function pagesBench(options: Options): Promise<PagesResult> {
  const { cli, folder, sizes, files, steps, rounds, onProgress } = options;
  const browser = await BenchBrowser.launch();
  try {
    const few = Math.ceil(rounds / 2);
    return {
      firstContent: await firstContentBench(browser, cli, folder, sizes, rounds, onProgress),
      scroll: await scrollBench(browser, cli, folder, files, few, onProgress),
      chart: await longChartBench(browser, cli, folder, steps, few, onProgress),
    };
  } finally {
    await browser.close();
  }
}
