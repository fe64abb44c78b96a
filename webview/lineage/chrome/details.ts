/** The details of what is selected. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { stringifyJson } from '../../../src/core/json.ts';
import { type LineageNode, nodeLabel } from '../../../src/core/lineage.ts';
import type { Pairing, Seen } from '../../../src/core/lineage/lens.ts';
import type { LineageIndex } from '../../../src/core/lineageReach.ts';
import type { InstanceNode, ViewNode } from '../../../src/core/lineageView.ts';
import type { LineageDetails } from '../../../src/protocol/lineage.ts';
import { toolbarButton } from '../../ui/controls.ts';
import { readObject } from '../../ui/json.ts';
import { t } from '../../ui/l10n.ts';
import { chartColor } from '../../../src/picture/typeColor.ts';
import type { Commands } from '../commands.ts';
import { glyphOf, titleOf } from '../model/labels.ts';
import { actionButtons } from './detailActions.ts';
import { type Configs, differences } from './differences.ts';
import { type Fact, runFacts, versionFacts } from './facts.ts';
import { groupDetails } from './groupDetails.ts';
import { impactSection } from './impact.ts';
import { nodeList } from './nodeList.ts';
import { stalenessOf } from './staleness.ts';

export interface DetailsModel {
  readonly node: ViewNode;
  readonly index: LineageIndex;
  readonly seen: Seen;
  /** What is compared. */
  readonly pairing: Pairing | undefined;
  readonly configs: Configs;
  /** What the host adds; absent until it has come. */
  readonly more: LineageDetails | undefined;
  /** Why it did not come. */
  readonly failure: string | undefined;
}

export function renderDetails(
  parent: HTMLElement,
  model: DetailsModel | undefined,
  commands: Commands,
): void {
  parent.hidden = model === undefined;
  parent.setAttribute('aria-label', t('Details'));
  render(model ? panel(model, commands) : nothing, parent);
}

function panel(model: DetailsModel, commands: Commands): TemplateResult {
  const { node } = model;
  const type = node.shape === 'group' ? node.name : typeOf(node.node);
  const title = titleOf(node);
  return html`<header class="details-head chart-${chartColor(type)}">
      <i class="codicon codicon-${glyphOf(node)}" aria-hidden="true"></i>
      <h2 title=${title}><bdi>${title}</bdi></h2>
      ${toolbarButton({ icon: 'close', label: t('Close Details'), keys: 'Esc', run: commands.closeDetails })}
    </header>
    <div class="details-body" tabindex="0" role="group" aria-label=${title}>
      ${node.shape === 'group' ? groupDetails(node, commands) : instance(node, model, commands)}
    </div>`;
}

function typeOf(node: LineageNode): string {
  return node.kind === 'version' ? node.type : node.jobType;
}

function instance(view: InstanceNode, model: DetailsModel, commands: Commands): TemplateResult {
  const { index, seen, pairing, more, failure } = model;
  const isCompared = pairing?.kind === 'compare' && [pairing.left, pairing.right].includes(view.node.id);
  const { node } = view;
  const linked = (ids: readonly string[]): LineageNode[] =>
    ids.flatMap(id => {
      const found = index.node(id);
      return found ? [found] : [];
    });
  const isVersion = node.kind === 'version';
  return html`${
    node.deleted
      ? html`<p class="muted">
          ${
            isVersion
              ? t('Deleted. Its files are gone; its place in the lineage is kept.')
              : t('Deleted. Its record is gone; its place in the lineage is kept.')
          }
        </p>`
      : nothing
  }
  ${isVersion && node.aliases.length > 0 ? pills(node.aliases) : nothing} ${actionButtons(view, commands)}
  ${isCompared ? differences(pairing, seen, model.configs, commands) : nothing} ${stalenessOf(node.id, seen)}
  ${facts(
    isVersion
      ? versionFacts(node, more?.kind === 'version' ? more : undefined)
      : runFacts(node, more?.kind === 'run' ? more : undefined),
  )}
  ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
  ${nodeList(isVersion ? t('Logged by') : t('Inputs'), linked(index.inputs(node.id)), commands)}
  ${nodeList(isVersion ? t('Used by') : t('Outputs'), linked(index.outputs(node.id)), commands)}
  ${
    index.graph.openEnds.includes(node.id)
      ? html`<p class="muted">
          ${t('More of the lineage of {name} is not shown here.', { name: nodeLabel(node) })}
        </p>`
      : nothing
  }
  ${isVersion && !node.deleted ? impactSection(node.id, seen.whole) : nothing}
  ${more?.kind === 'version' ? data(t('Metadata'), more.metadata) : nothing}
  ${more?.kind === 'run' ? [data(t('Config'), more.config), data(t('Summary'), more.summary)] : nothing}`;
}

function pills(aliases: readonly string[]): TemplateResult {
  return html`<ul class="pills" aria-label=${t('Aliases')}>
    ${aliases.map(alias => html`<li><bdi>${alias}</bdi></li>`)}
  </ul>`;
}

function facts(list: readonly Fact[]): TemplateResult {
  return html`<dl class="facts">
    ${list.map(
      fact =>
        html`<dt>${fact.name}</dt>
          <dd class=${fact.code ? 'code' : ''}><bdi>${fact.value}</bdi></dd>`,
    )}
  </dl>`;
}

function data(name: string, json: string): TemplateResult | typeof nothing {
  const value = readObject(json);
  if (Object.keys(value).length === 0) return nothing;
  return html`<h3>${name}</h3>
    <dl class="facts">
      ${Object.entries(value).map(
        ([key, each]) =>
          html`<dt class="code"><bdi>${key}</bdi></dt>
            <dd class="code"><bdi>${typeof each === 'string' ? each : stringifyJson(each)}</bdi></dd>`,
      )}
    </dl>`;
}
