/** Links to the pages of things, and what stands for them in tables. */
import { html, type TemplateResult } from 'lit';
import { versionName } from '../../src/core/names.ts';
import { formatPageAddress } from '../../src/core/pageAddress.ts';
import type { RunState } from '../../src/core/run.ts';
import type { RunRow, VersionRow } from '../../src/protocol/pages/shared.ts';
import { STATE_GLYPHS, typeGlyph } from '../../src/picture/glyphs.ts';
import { stateText } from '../ui/things.ts';
import { chartColor } from '../../src/picture/typeColor.ts';

export function runPath({ entity, project, key }: Pick<RunRow, 'entity' | 'project' | 'key'>): string {
  return formatPageAddress({ page: 'run', entity, project, run: key });
}

export function versionPath(
  version: Pick<VersionRow, 'entity' | 'project' | 'artifact' | 'type' | 'index'>,
): string {
  const { entity, project, artifact, type, index } = version;
  return formatPageAddress({
    page: 'artifact',
    entity,
    project,
    type,
    artifact,
    version: versionName(index),
  });
}

/** `name:v3`. */
export function versionText({ artifact, index }: Pick<VersionRow, 'artifact' | 'index'>): string {
  return `${artifact}:${versionName(index)}`;
}

export function stateIcon(state: RunState): TemplateResult {
  const spin = state === 'running' ? 'codicon-modifier-spin' : '';
  return html`<i
    class="codicon codicon-${STATE_GLYPHS[state]} ${spin} state-${state}"
    role="img"
    aria-label=${stateText(state)}
    title=${stateText(state)}
  ></i>`;
}

/** For cells of tables, which are one tab stop: Enter goes where the link does. */
export function runLink(run: RunRow): TemplateResult {
  return html`${stateIcon(run.state)}<a href=${runPath(run)} tabindex="-1"><bdi>${run.name}</bdi></a>`;
}

/** As `runLink`, where it stands by itself. */
export function loneRunLink(run: RunRow): TemplateResult {
  return html`${stateIcon(run.state)}<a href=${runPath(run)}><bdi>${run.name}</bdi></a>`;
}

export function versionLink(version: VersionRow): TemplateResult {
  const icon = html`<i
    class="codicon codicon-${typeGlyph(version.type)} type-icon chart-${chartColor(version.type)}"
    aria-hidden="true"
  ></i>`;
  const text = versionText(version);
  if (version.deleted) return html`${icon}<s><bdi>${text}</bdi></s>`;
  return html`${icon}<a href=${versionPath(version)} tabindex="-1"><bdi>${text}</bdi></a>`;
}

export function pills(names: readonly string[], label: string): TemplateResult {
  return html`<ul class="pills" aria-label=${label}>
    ${names.map(name => html`<li class="pill"><bdi>${name}</bdi></li>`)}
  </ul>`;
}
