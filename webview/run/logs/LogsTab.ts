import { html, type TemplateResult } from 'lit';
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import type { RunContract, RunOverview } from '../../../src/protocol/pages/run.ts';
import type { Shell } from '../../host/shell.ts';
import { failureNotice, notice } from '../../parts/notice.ts';
import { t } from '../../ui/l10n.ts';
import { LogLines } from './LogLines.ts';
import { LogView } from './logView.ts';

/** The output of one run. */
export class LogsTab {
  readonly #lines: LogLines;
  readonly #shell: Shell;
  /** The same whenever the tab is shown: where a person was in it, and what they searched, is still there. */
  readonly #view = new LogView();

  constructor(client: Client<RunContract>, id: RunId, shell: Shell, update: () => void) {
    this.#shell = shell;
    this.#lines = new LogLines(client, id, update);
  }

  dispose(): void {
    this.#lines.dispose();
  }

  render({ run, lines }: RunOverview, wraps: boolean, onWrap: (wraps: boolean) => void): TemplateResult {
    this.#lines.grow(lines.console);
    const { total, failure, loaded } = this.#lines;
    if (total === 0) return notice('output', t('This run has written no output yet.'));
    if (failure !== undefined && loaded === 0) return failureNotice(failure, () => this.#lines.retry());
    const view = this.#view;
    // What went wrong stands at the end.
    view.follows = run.state !== 'finished';
    view.lines = this.#lines;
    view.version = this.#lines.version;
    view.isLive = run.state === 'running';
    view.wraps = wraps;
    view.onWrap = onWrap;
    view.onCopy = text => this.#shell.act('copy', { text });
    return html`${view}`;
  }
}
