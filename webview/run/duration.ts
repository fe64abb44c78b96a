import { html, type TemplateResult } from 'lit';
import type { RunRow } from '../../src/protocol/pages/shared.ts';
import '../parts/elapsed.ts';
import { formatSpan } from '../ui/format.ts';

/** How long a run took: until its last sign of life where it never said that it ended, and so far while it runs. */
export function duration(run: RunRow & { readonly heartbeatAt: number }): TemplateResult | string {
  if (run.state === 'running') return html`<amphora-elapsed .since=${run.createdAt}></amphora-elapsed>`;
  return formatSpan((run.finishedAt ?? run.heartbeatAt) - run.createdAt);
}
