import { html, nothing, render } from 'lit';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import { toolbarButton } from '../../ui/controls.ts';
import { t } from '../../ui/l10n.ts';
import type { Commands } from '../commands.ts';
import { countText } from '../model/labels.ts';

export interface HeadingModel {
  readonly project: string;
  /** Of the project's own page. */
  readonly path: string;
  /** The label of the version or run in focus. */
  readonly focus: string | undefined;
  readonly graph: LineageGraph;
}

/** What is looked at and how much of it there is. */
export function renderHeading(parent: HTMLElement, model: HeadingModel, commands: Commands): void {
  const versions = model.graph.nodes.filter(node => node.kind === 'version').length;
  const runs = model.graph.nodes.length - versions;
  render(
    html`<h1>
        <a href=${model.path}><bdi>${model.project}</bdi></a>
      </h1>
      ${
        model.focus === undefined
          ? nothing
          : html`<i class="codicon codicon-chevron-right" aria-hidden="true"></i>
              <span class="heading-focus" title=${model.focus}><bdi>${model.focus}</bdi></span>
              ${toolbarButton({ icon: 'close', label: t('Show Whole Project'), run: commands.wholeProject })}`
      }
      <span class="heading-count">${countText('version', versions)} · ${countText('run', runs)}</span>`,
    parent,
  );
}
