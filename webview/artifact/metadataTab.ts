import { html, type TemplateResult } from 'lit';
import '../json/jsonView.ts';
import type { Shell } from '../host/shell.ts';
import { notice } from '../parts/notice.ts';
import { t } from '../ui/l10n.ts';

/** What was said about a version, as it was written. @param metadata a JSON object as text */
export function metadataTab(metadata: string, shell: Shell): TemplateResult {
  if (/^\s*\{\s*\}\s*$/.test(metadata)) return notice('json', t('This version has no metadata.'));
  return html`<amphora-json
    .text=${metadata}
    .label=${t('Metadata')}
    .onCopy=${(text: string) => shell.act('copy', { text })}
  ></amphora-json>`;
}
