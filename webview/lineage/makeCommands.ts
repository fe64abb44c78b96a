import type { RunId, VersionId } from '../../src/core/ids.ts';
import { CLEAR, type Pairing } from '../../src/core/lineage/lens.ts';
import type { LineageNode } from '../../src/core/lineage.ts';
import {
  type Arrangement,
  collapse,
  COLLAPSED,
  explode,
  EXPLODED,
  groupName,
  isExploded,
} from '../../src/core/lineageGroups.ts';
import type { GroupId } from '../../src/core/lineageGroups.ts';
import { instanceId, type ViewNode } from '../../src/core/lineageView.ts';
import { t } from '../ui/l10n.ts';
import { openMenu } from '../ui/menu.ts';
import type { Commands } from './commands.ts';
import type { GraphView } from './graphView.ts';
import { menuItems } from './input/menuItems.ts';
import { groupTitle, titleOf } from './model/labels.ts';
import type { Questions } from './questions.ts';
import type { Session } from './session.ts';

/** The way out of an empty page, at the command line. */
const EXAMPLE = [
  'amphora log data --name my-dataset --type dataset',
  'amphora run --job-type train --use my-dataset:latest --log my-model:model=out -- python train.py',
].join('\n');

/** What commands need of the page. */
export interface Arranged {
  readonly graph: GraphView;
  readonly arrangement: Arrangement;
  readonly questions: Questions;
  /** The version or run that is selected. */
  readonly selectedNode: LineageNode | undefined;
  arrange(arrangement: Arrangement, around?: string): Promise<void>;
  select(id: string | undefined, patiently?: boolean): void;
  selectNode(id: VersionId | RunId): Promise<void>;
  lookAt(focus: VersionId | RunId | undefined): void;
  reload(): void;
  toggleLegend(): void;
  viewNode(id: string): ViewNode | undefined;
  focusDetails(): void;
  say(text: string): void;
}

export function makeCommands(page: Arranged, session: Session): Commands {
  const arrange = (arrangement: Arrangement, said: string, around?: string): void => {
    void page.arrange(arrangement, around).then(() => page.say(said));
  };
  const explodeOne = (group: GroupId): void =>
    arrange(
      explode(page.arrangement, group),
      t('{name} exploded', { name: groupTitle(groupName(group)) }),
      group,
    );
  const collapseOne = (group: GroupId, around?: string): void =>
    arrange(
      collapse(page.arrangement, group),
      t('{name} collapsed', { name: groupTitle(groupName(group)) }),
      around,
    );

  const pair = (pairing: Pairing): void => {
    void page
      .arrange(EXPLODED)
      .then(() => page.questions.change({ ...page.questions.lens, filter: {}, pairing }));
    // Its details say what is different.
    if (pairing.kind === 'compare') page.select(instanceId(pairing.right));
  };

  const commands: Commands = {
    explode: explodeOne,
    collapse: collapseOne,
    explodeAll: () => arrange(EXPLODED, t('All exploded')),
    collapseAll: () => arrange(COLLAPSED, t('All collapsed')),
    toggle: id => {
      const node = page.viewNode(id);
      if (!node) return;
      if (isExploded(page.arrangement, node.group)) collapseOne(node.group, id);
      else explodeOne(node.group);
    },
    select: (id, patiently) => page.select(id, patiently),
    showDetails: id => {
      page.select(id);
      page.focusDetails();
    },
    closeDetails: () => {
      page.select(undefined);
      page.graph.focus();
    },
    selectNode: id => void page.selectNode(id),
    focusOn: id => page.lookAt(id),
    wholeProject: () => page.lookAt(undefined),
    search: () => page.questions.focusSearch(),
    openFilter: () => page.questions.openFilter(),
    toggleTime: () => page.questions.toggleTime(),
    clearLens: () => page.questions.change(CLEAR),
    showPath: (left, right) => pair({ kind: 'path', left, right }),
    compareLineage: (left, right) => pair({ kind: 'compare', left, right }),
    zoomIn: () => page.graph.zoomIn(),
    zoomOut: () => page.graph.zoomOut(),
    fit: () => page.graph.fit(),
    reload: () => page.reload(),
    toggleLegend: () => page.toggleLegend(),
    showMenu: (id, place) => {
      const node = page.viewNode(id);
      if (!node) return;
      page.graph.activate(id);
      openMenu(titleOf(node), menuItems(node, commands, page.selectedNode), place);
    },
    openVersion: id => session.open(id),
    openRun: id => session.open(id),
    openFiles: id => session.shell.act('reveal', { version: id }),
    copyReference: id => session.copyName(id),
    download: id => session.shell.act('download', { id }),
    logFolder: () => session.shell.act('logFolder', null),
    copyExample: () => session.shell.act('copy', { text: EXAMPLE }),
  };
  return commands;
}
