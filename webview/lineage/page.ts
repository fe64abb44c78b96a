/** The lineage page: holds what is shown and how it is arranged, and keeps picture, chrome and host in step. */
import type { RunId, VersionId } from '../../src/core/ids.ts';
import { type LineageNode, nodeLabel, type VersionNode } from '../../src/core/lineage.ts';
import { type Arrangement, COLLAPSED, explode, EXPLODED, groupOf } from '../../src/core/lineageGroups.ts';
import { instanceId, type ViewNode } from '../../src/core/lineageView.ts';
import { formatPageAddress, type LineageAddress, type PageAddress } from '../../src/core/pageAddress.ts';
import { type LineageScope, type LineageSnapshot, parseLineageView } from '../../src/protocol/lineage.ts';
import type { Page, Shell } from '../host/shell.ts';
import { moreActions } from '../parts/moreActions.ts';
import { commonActions, commonMenu } from '../parts/pageActions.ts';
import { type Announcer, announcer } from '../ui/announce.ts';
import type { Action } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';
import { renderBanner } from './chrome/banner.ts';
import { renderHeading } from './chrome/heading.ts';
import { renderLegend } from './chrome/legend.ts';
import { renderNotice } from './chrome/notice.ts';
import { renderToolbar } from './chrome/toolbar.ts';
import type { Commands } from './commands.ts';
import { DetailsPanel } from './detailsPanel.ts';
import { buildFrame, type Frame } from './frame.ts';
import { GraphView, type Showing } from './graphView.ts';
import { type Arranged, makeCommands } from './makeCommands.ts';
import { type Content, contentOf, rearranged, shownAs, standIn } from './model/content.ts';
import { countText } from './model/labels.ts';
import { Questions } from './questions.ts';
import { sameScope, Session } from './session.ts';

/** ms between what a person does and remembering it. */
const REMEMBER_AFTER = 200;
/** ms in which a click may turn out to be a double-click. */
const DOUBLE_CLICK = 250;

/** Whether the legend is open, for every page; unset means yes. */
const LEGEND = 'lineage.legend';

export class LineagePage implements Arranged, Page {
  readonly graph: GraphView;
  readonly #shell: Shell;
  readonly #session: Session;
  readonly #frame: Frame;
  readonly #details: DetailsPanel;
  readonly #announcer: Announcer;
  readonly #commands: Commands;
  readonly questions: Questions;
  #arrangement: Arrangement = COLLAPSED;
  #content: Content | undefined;
  #address: LineageAddress | undefined;
  #selection: string | undefined;
  #project = '';
  /** Whether the legend is open. */
  #legend = true;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #remembering: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, shell: Shell) {
    this.#shell = shell;
    this.#frame = buildFrame(root);
    this.#announcer = announcer(this.#frame.live);
    this.#session = new Session(shell, {
      onLoading: scope => this.#onLoading(scope),
      onSnapshot: snapshot => void this.#onSnapshot(snapshot),
      onFailed: (message, during) => this.#onFailed(message, during),
    });
    this.#commands = makeCommands(this, this.#session);
    this.questions = new Questions(this.#frame, {
      onLens: () => void this.#lookAgain(),
      onFound: () => this.#showFound(),
      onGoTo: node => void this.selectNode(node.id),
      onLeave: () => this.graph.focus(),
    });
    this.graph = new GraphView(
      this.#frame,
      this.#commands,
      () => this.#remember(),
      text => this.say(text),
    );
    this.#details = new DetailsPanel(this.#frame.details, this.#session, this.#commands);
    window.addEventListener('pagehide', () => this.#writeState());
    this.#frame.graph.setAttribute('aria-label', t('Lineage graph'));
    this.#frame.keyHelp.textContent = t(
      'Arrow keys follow the lineage. Enter explodes a type or opens details, Backspace collapses to the type. Letters lead to the next node with that name.',
    );
    this.#legend = shell.welcome.kept[LEGEND] !== false;
    this.#showLegend();
    this.#frame.details.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.#commands.closeDetails();
    });
  }

  show(address: PageAddress, view: unknown): void {
    if (address.page === 'lineage') void this.#look(address, view);
  }

  changed(): void {
    this.#session.refresh();
  }

  failed(sentence: string): void {
    this.#onFailed(sentence, 'action');
  }

  /** Comes back to what this page remembers, where it is of the same thing. */
  async #look(address: LineageAddress, view: unknown): Promise<void> {
    this.#address = address;
    const scope = await this.#session.find(address);
    if (!scope || this.#address !== address) return;
    this.#session.look(scope);
    const saved = parseLineageView(view);
    if (!saved || !sameScope(saved.scope, scope)) return;
    this.questions.reset(saved.lens);
    this.#arrangement = saved.arrangement;
    this.#selection = saved.selection;
    if (saved.zoom) this.graph.zoom.restore(saved.zoom);
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  get selectedNode(): LineageNode | undefined {
    const node = this.#selection === undefined ? undefined : this.viewNode(this.#selection);
    return node?.shape === 'instance' ? node.node : undefined;
  }

  viewNode(id: string): ViewNode | undefined {
    return this.#content?.view.nodes.find(node => node.id === id);
  }

  say(text: string): void {
    this.#announcer.say(text);
  }

  /** @param around what the person acted on; it keeps its place in the view */
  async arrange(arrangement: Arrangement, around?: string): Promise<void> {
    if (!this.#content) return;
    this.#arrangement = arrangement;
    await this.#show(rearranged(this.#content, arrangement), { byPerson: true, around });
    this.#remember();
  }

  /** @param patiently whether details that are not open yet wait for what may be a double-click */
  select(id: string | undefined, patiently = false): void {
    this.#selection = id;
    this.graph.select(id);
    clearTimeout(this.#opening);
    if (patiently && this.#frame.details.hidden) {
      this.#opening = setTimeout(() => this.#showDetails(), DOUBLE_CLICK);
    } else {
      this.#showDetails();
    }
    this.#remember();
  }

  async selectNode(id: VersionId | RunId): Promise<void> {
    const node = this.#content?.index.node(id);
    if (!node) return;
    const group = groupOf(node);
    await this.arrange(explode(this.#arrangement, group), group);
    this.select(instanceId(id));
    this.graph.reveal(instanceId(id));
  }

  lookAt(focus: VersionId | RunId | undefined): void {
    const { project } = this.#session.scope ?? {};
    if (project === undefined) return;
    this.#session.look(focus === undefined ? { project } : { project, focus });
  }

  reload(): void {
    if (this.#session.scope) this.#session.look(this.#session.scope);
    else if (this.#address) void this.#look(this.#address, undefined);
  }

  toggleLegend(): void {
    const isLeft = this.#frame.legend.contains(document.activeElement);
    this.#legend = !this.#legend;
    this.#shell.act('keep', { name: LEGEND, value: this.#legend });
    this.#showLegend();
    if (isLeft) this.graph.focus();
  }

  #showLegend(): void {
    renderToolbar(this.#frame.toolbar, this.#commands, this.#legend, this.#moreActions());
    renderLegend(this.#frame.legend, this.#legend ? this.#content?.index.graph : undefined, this.#commands);
  }

  #moreActions(): readonly Action[] {
    const address = this.#address;
    if (!address) return [];
    return [...commonActions(this.#shell, address), moreActions(commonMenu(this.#shell, address))];
  }

  focusDetails(): void {
    this.#frame.details.querySelector<HTMLElement>('.details-body')?.focus();
  }

  #onLoading(scope: LineageScope | undefined): void {
    const focus = scope?.focus;
    this.#content = undefined;
    this.questions.reset();
    this.#arrangement = focus === undefined ? COLLAPSED : EXPLODED;
    this.#selection = focus === undefined ? undefined : instanceId(focus);
    this.graph.clear();
    this.#showLegend();
    this.#details.show(undefined);
    renderNotice(this.#frame.notice, { kind: 'loading' }, this.#commands);
  }

  async #onSnapshot({ graph, scope, project }: LineageSnapshot): Promise<void> {
    const isNews = this.#content !== undefined;
    this.#project = project;
    const content = contentOf(this.questions.look(graph, scope.focus), this.#arrangement);
    const focused = scope.focus === undefined ? undefined : content.index.node(scope.focus);
    const isEmpty = content.view.nodes.length === 0;
    const notice = !isEmpty ? 'none' : scope.focus === undefined ? 'empty' : 'focus-gone';
    renderNotice(this.#frame.notice, { kind: notice }, this.#commands);
    this.#tellPlace(project, focused);
    await this.#show(content, { byPerson: false });
    if (isNews) this.say(t('The lineage was updated'));
  }

  #showHeading({ seen, index }: Content): void {
    const { focus } = this.#session.scope ?? {};
    const focused = focus === undefined ? undefined : seen.whole.node(focus);
    const path = this.#address ? formatPageAddress({ ...this.#address, page: 'project' }) : '/';
    const heading = {
      project: this.#project,
      path,
      focus: focused && nodeLabel(focused),
      graph: index.graph,
    };
    renderHeading(this.#frame.heading, heading, this.#commands);
  }

  /** The person may have gone on to another node since the page was opened. */
  #tellPlace(project: string, focused: LineageNode | undefined): void {
    if (!this.#address) return;
    const { entity } = this.#address;
    const place = { page: 'lineage', entity, project } as const;
    // A run's short name is not in the graph: the address that it came by stays.
    const focus = focused?.kind === 'version' ? versionFocus(focused) : this.#address.focus;
    const isWhole = this.#session.scope?.focus === undefined;
    this.#address = isWhole || focus === undefined ? place : { ...place, focus };
    this.#shell.moved(this.#address, t('Lineage: {project}', { project }));
  }

  #onFailed(message: string, during: 'loading' | 'action'): void {
    if (during === 'loading') renderNotice(this.#frame.notice, { kind: 'failed', message }, this.#commands);
    else renderBanner(this.#frame.banner, message);
  }

  /** Shows the same graph through another lens. */
  async #lookAgain(): Promise<void> {
    const seen = this.questions.again();
    if (!seen) return;
    const content = contentOf(seen, this.#arrangement);
    const isEmpty = content.view.nodes.length === 0;
    renderNotice(this.#frame.notice, { kind: isEmpty ? 'filtered' : 'none' }, this.#commands);
    await this.#show(content, { byPerson: true, whole: true });
    this.say(this.#countOf(content));
    this.#remember();
  }

  #countOf({ index }: Content): string {
    const versions = index.graph.nodes.filter(node => node.kind === 'version').length;
    const runs = index.graph.nodes.length - versions;
    return `${countText('version', versions)}, ${countText('run', runs)}`;
  }

  #showFound(): void {
    if (this.#content) this.graph.find(shownAs(this.#content, this.questions.found));
  }

  async #show(content: Content, how: Showing): Promise<void> {
    this.#content = content;
    this.#showHeading(content);
    this.#showLegend();
    // Before the picture: whether there are details decides how much room it has.
    this.#selection = this.#selection === undefined ? undefined : standIn(content, this.#selection);
    this.#showDetails();
    try {
      if (!(await this.graph.show(content, how))) return;
      this.graph.select(this.#selection);
      this.#showFound();
    } catch (error) {
      this.#onFailed(error instanceof Error ? error.message : String(error), 'loading');
    }
  }

  #showDetails(): void {
    clearTimeout(this.#opening);
    const node = this.#selection === undefined ? undefined : this.viewNode(this.#selection);
    const content = this.#content;
    const { pairing } = this.questions.lens;
    this.#details.show(node && content && { node, index: content.index, seen: content.seen, pairing });
  }

  #remember(): void {
    clearTimeout(this.#remembering);
    this.#remembering = setTimeout(() => this.#writeState(), REMEMBER_AFTER);
  }

  #writeState(): void {
    const scope = this.#session.scope;
    if (!scope) return;
    const { x, y, k } = this.graph.zoom.transform;
    this.#shell.remember({
      scope,
      arrangement: this.#arrangement,
      ...(this.graph.isFitted ? {} : { zoom: { x, y, k } }),
      ...(this.#selection === undefined ? {} : { selection: this.#selection }),
      lens: this.questions.lens,
    });
  }
}

const versionFocus = ({ artifact, version }: VersionNode): string => `${artifact}:v${version}`;
