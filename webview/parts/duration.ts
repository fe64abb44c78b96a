import { html, type TemplateResult } from 'lit';
import { endOf } from '../../src/core/run.ts';
import type { RunRow } from '../../src/protocol/pages/shared.ts';
import { formatSpan } from '../ui/format.ts';
import './elapsed.ts';

/** How long a run took, and so far while it runs. */
export function duration(run: RunRow): TemplateResult | string {
  return endOf(run) === undefined
    ? html`<amphora-elapsed .since=${run.createdAt}></amphora-elapsed>`
    : durationText(run);
}

/** The same as text, which does not go on by itself. */
export function durationText(run: RunRow): string {
  return formatSpan((endOf(run) ?? Date.now()) - run.createdAt);
}
