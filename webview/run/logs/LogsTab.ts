import './logView.ts';
import { html, type TemplateResult } from 'lit';
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import type { RunContract, RunOverview } from '../../../src/protocol/pages/run.ts';
import type { Shell } from '../../host/shell.ts';
import { failureNotice, notice } from '../../parts/notice.ts';
import { t } from '../../ui/l10n.ts';
import { LogLines } from './LogLines.ts';

/** The output of one run. */
export class LogsTab {
  readonly #lines: LogLines;
  readonly #shell: Shell;

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
    const isLive = run.state === 'running';
    // What went wrong stands at the end.
    const follows = run.state !== 'finished';
    return html`<run-log
      .follows=${follows}
      .lines=${this.#lines}
      .version=${this.#lines.version}
      .isLive=${isLive}
      .wraps=${wraps}
      .onWrap=${onWrap}
      .onCopy=${(text: string) => this.#shell.act('copy', { text })}
    ></run-log>`;
  }
}
