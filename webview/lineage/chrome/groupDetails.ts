import { html, type TemplateResult } from 'lit';
import type { LineageNode } from '../../../src/core/lineage.ts';
import type { GroupNode } from '../../../src/core/lineageView.ts';
import { button } from '../../ui/controls.ts';
import { formatBytes, formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import type { Commands } from '../commands.ts';
import { stateText } from '../../ui/things.ts';
import type { Fact } from './facts.ts';
import { nodeList } from './nodeList.ts';

/** What is in a collapsed group, newest first. */
export function groupDetails(node: GroupNode, commands: Commands): TemplateResult {
  const heading = node.of === 'version' ? t('Versions') : t('Runs');
  return html`<div class="details-actions">
      ${button({ icon: 'unfold', label: t('Explode'), run: () => commands.explode(node.group) })}
    </div>
    <dl class="facts">
      ${groupFacts(node).map(
        fact =>
          html`<dt>${fact.name}</dt>
            <dd>${fact.value}</dd>`,
      )}
    </dl>
    ${nodeList(heading, [...node.members].reverse(), commands)}`;
}

function groupFacts(node: GroupNode): readonly Fact[] {
  return node.of === 'version' ? versionsFacts(node.members) : runsFacts(node.members);
}

function versionsFacts(members: readonly LineageNode[]): readonly Fact[] {
  const versions = members.flatMap(each => (each.kind === 'version' ? [each] : []));
  const size = versions.reduce((total, each) => total + (each.deleted ? 0 : each.size), 0);
  return [
    { name: t('Artifacts'), value: formatNumber(new Set(versions.map(each => each.artifact)).size) },
    { name: t('Versions'), value: formatNumber(versions.length) },
    { name: t('Size'), value: formatBytes(size) },
  ];
}

function runsFacts(members: readonly LineageNode[]): readonly Fact[] {
  const states = new Map<string, number>();
  for (const each of members) {
    if (each.kind === 'run') states.set(stateText(each.state), (states.get(stateText(each.state)) ?? 0) + 1);
  }
  return [
    { name: t('Runs'), value: formatNumber(members.length) },
    ...[...states].map(([name, count]) => ({ name, value: formatNumber(count) })),
  ];
}
