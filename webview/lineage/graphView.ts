/** The picture in its place: lays it out, draws it, and follows pointer, keys and zoom. */
import type { LineageIndex } from '../../src/core/lineageReach.ts';
import { membersOf } from '../../src/core/lineageView.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { textRuler } from '../ui/textFit.ts';
import { startWorker } from '../ui/worker.ts';
import type { Commands } from './commands.ts';
import { movesSmoothly, placeIn } from './draw/motion.ts';
import { Minimap } from './draw/minimap.ts';
import { Picture } from './draw/picture.ts';
import { boxAt } from './draw/visible.ts';
import type { Frame } from './frame.ts';
import { listenToKeys } from './input/keys.ts';
import { type Step, stepFrom } from './input/navigate.ts';
import { listenToPointer } from './input/pointer.ts';
import { findByText } from './input/typeAhead.ts';
import { Zoom } from './input/zoom.ts';
import { LayoutClient } from './layout/layoutClient.ts';
import workerSource from 'worker:./layout/worker.ts';
import type { Point } from '../../src/picture/layout/types.ts';
import type { PlacedBox, Scene } from '../../src/picture/scene.ts';
import { EMPTY_SCENE, layoutInput, sceneOf } from '../../src/picture/scene.ts';
import { boxOf } from './model/boxes.ts';
import type { Rulers } from '../../src/picture/textRuler.ts';
import { type Content, litAround, lookOf, standIn } from './model/content.ts';
import type { Size } from './model/view.ts';
import { spokenName } from './model/labels.ts';

const ZOOM_STEP = 1.3;

/** Why other content is shown. */
export interface Showing {
  /** Whether the person asked for it; news from the store must not move what they look at. */
  readonly byPerson: boolean;
  /** What they acted on. */
  readonly around?: string | undefined;
  /** Whether all of it is to be in sight, however small: another part of the graph is shown. */
  readonly whole?: boolean;
}

export class GraphView {
  readonly zoom: Zoom;
  readonly #element: HTMLElement;
  readonly #picture: Picture;
  readonly #minimap: Minimap;
  readonly #layout = new LayoutClient(() => startWorker(workerSource));
  readonly #commands: Commands;
  #content: Content | undefined;
  #scene: Scene = EMPTY_SCENE;
  #selected: string | undefined;
  #hovered: string | undefined;
  #windowSize = '';
  #active: string | undefined;
  #found: ReadonlySet<string> = new Set();

  /**
   * @param onMoved told when the person zoomed or panned
   * @param say tells a screen reader
   */
  constructor(frame: Frame, commands: Commands, onMoved: () => void, say: (text: string) => void) {
    this.#element = frame.graph;
    this.#commands = commands;
    this.#picture = new Picture(frame.graph, box => this.#spoken(box));
    this.#minimap = new Minimap(frame.stage, (x, y) => this.zoom.centre(x, y));
    this.zoom = new Zoom(this.#picture.svg, {
      size: () => this.#size(),
      smooth: () => movesSmoothly(this.#scene, this.#scene),
      onChange: transform => {
        this.#picture.move(transform);
        this.#drawMinimap();
        onMoved();
      },
    });
    listenToPointer(frame.graph, {
      commands,
      onHover: id => this.#hover(id),
      pick: (x, y) => this.#pick(x, y),
    });
    listenToKeys(frame.graph, {
      commands,
      step: step => this.#step(step),
      find: text => say(this.#find(text)),
      pan: (dx, dy) => this.zoom.pan(dx, dy),
      enter: () => this.#enter(),
      menu: () => this.#menuAtActive(),
      collapse: () => this.#withActive(box => commands.collapse(box.group)),
      select: () => this.#withActive(box => commands.select(box.id)),
    });
    frame.graph.addEventListener('focus', () =>
      this.activate(this.#active ?? this.#selected ?? this.#first()),
    );
    new ResizeObserver(() => this.#onResize()).observe(frame.graph);
  }

  /** Whether the whole picture is fitted into the view. */
  get isFitted(): boolean {
    return this.zoom.fitted && this.zoom.shows(this.#scene);
  }

  /**
   * Shows other content, or the same arranged otherwise.
   * @returns whether it is shown; not if newer content came in between
   */
  async show(content: Content, how: Showing): Promise<boolean> {
    const rulers = this.#rulers();
    const boxes = content.view.nodes.map(node => boxOf(node, rulers, lookOf(content, node)));
    const result = await this.#layout
      .layout(layoutInput(content.view, boxes, this.#scene))
      .catch(ignoreAbort);
    if (!result) return false;
    const before = this.#scene;
    this.#content = content;
    this.#scene = sceneOf(content.view, boxes, result);
    this.#picture.show(this.#scene);
    this.#settle(before, how);
    this.#active =
      this.#active === undefined
        ? undefined
        : (standIn(content, this.#active) ?? this.#memberOf(this.#active));
    this.#mark();
    this.#drawMinimap();
    return true;
  }

  clear(): void {
    this.#content = undefined;
    this.#scene = EMPTY_SCENE;
    this.#active = undefined;
    this.#hovered = undefined;
    this.#picture.show(EMPTY_SCENE);
    this.zoom.automatic = true;
    this.zoom.fitted = true;
  }

  /** Brings out nodes that a search has found. */
  find(ids: ReadonlySet<string>): void {
    this.#found = ids;
    this.#mark();
  }

  select(id: string | undefined): void {
    this.#selected = id;
    if (id !== undefined) this.#active = id;
    this.#mark();
  }

  /** Pans to a node if it is out of sight. */
  reveal(id: string): void {
    const box = this.#scene.box(id);
    if (box) this.zoom.reveal(box);
  }

  zoomIn(): void {
    this.zoom.by(ZOOM_STEP);
  }

  zoomOut(): void {
    this.zoom.by(1 / ZOOM_STEP);
  }

  fit(): void {
    this.zoom.fit(this.#scene);
  }

  focus(): void {
    this.#element.focus();
  }

  /** The picture fits itself into another window; details that open only must not hide what they are about. */
  #onResize(): void {
    const size = `${String(window.innerWidth)} ${String(window.innerHeight)}`;
    const isNewWindow = size !== this.#windowSize;
    this.#windowSize = size;
    if (this.zoom.fitted && isNewWindow) this.zoom.fit(this.#scene, false);
    else if (this.#selected !== undefined) this.reveal(this.#selected);
    this.#drawMinimap();
  }

  #rulers(): Rulers {
    const style = getComputedStyle(this.#element);
    const family = style.getPropertyValue('--lineage-name-font');
    const size = Number.parseFloat(style.fontSize);
    return {
      name: textRuler(`${String(size)}px ${family || style.fontFamily}`),
      small: textRuler(`${String(size - 2)}px ${style.fontFamily}`),
    };
  }

  #drawMinimap(): void {
    this.#minimap.draw(this.#scene, this.zoom.transform, this.#size());
  }

  #size(): Size {
    return { width: this.#element.clientWidth, height: this.#element.clientHeight };
  }

  /** The node at a point of the view, where the picture is a canvas. */
  #pick(x: number, y: number): string | undefined {
    if (!this.#picture.isOverview) return undefined;
    return boxAt(this.#scene, ...this.zoom.transform.invert([x, y]))?.id;
  }

  #settle(before: Scene, how: Showing): void {
    const isFirst = before.boxes.length === 0;
    const smooth = movesSmoothly(before, this.#scene) && !isFirst;
    const still = stillBox(before, this.#scene, [how.around, this.#selected, this.#active]);
    const mayFit = this.zoom.automatic && this.zoom.canFitReadably(this.#scene);
    if (isFirst || how.byPerson) {
      const around = how.around ?? (isFirst ? this.#selected : undefined);
      if (mayFit || (how.whole === true && this.zoom.automatic)) this.zoom.fit(this.#scene, smooth);
      else if (this.zoom.automatic)
        this.zoom.showPart(this.#scene, around === undefined ? undefined : still?.now, smooth);
      else if (still) this.zoom.keep(still.before, still.now, smooth);
      return;
    }
    if (still) this.zoom.keep(still.before, still.now, smooth);
    // What was all in sight stays all in sight.
    if (mayFit && this.zoom.fitted && !this.zoom.shows(this.#scene)) this.zoom.fit(this.#scene, smooth);
  }

  #memberOf(id: string): string | undefined {
    return this.#scene.boxes.find(box => box.group === id)?.id ?? this.#first();
  }

  #first(): string | undefined {
    return stepFrom(this.#scene, undefined, 'Home')?.id;
  }

  #step(step: Step): void {
    const target = stepFrom(this.#scene, this.#active, step);
    if (target) this.#goTo(target);
  }

  /** Goes to a node by what was typed of its name; gives what there is to say of it. */
  #find(text: string): string {
    const found = findByText(this.#scene, this.#active, text);
    if (!found) return t('No name has “{text}”', { text });
    this.#goTo(found.box);
    const [at, count] = [formatNumber(found.at), formatNumber(found.count)];
    return t('“{text}”: {at} of {count}', { text, at, count });
  }

  #goTo(box: PlacedBox): void {
    this.activate(box.id);
    this.zoom.reveal(box);
  }

  #enter(): void {
    this.#withActive(box => {
      if (box.collapsed) this.#commands.explode(box.group);
      else this.#commands.showDetails(box.id);
    });
  }

  #menuAtActive(): void {
    this.#withActive(box => {
      const [x, y] = this.zoom.transform.apply([box.x, box.y + box.height / 2]);
      const { left, top } = this.#element.getBoundingClientRect();
      this.#commands.showMenu(box.id, { x: left + x, y: top + y });
    });
  }

  #withActive(act: (box: PlacedBox) => void): void {
    const box = this.#scene.box(this.#active ?? '');
    if (box) act(box);
  }

  /** Moves the keyboard to a node. */
  activate(id: string | undefined): void {
    this.#active = id;
    this.#mark();
  }

  #hover(id: string | undefined): void {
    this.#hovered = id;
    this.#mark();
  }

  #mark(): void {
    const around = this.#hovered ?? this.#selected;
    const lit =
      this.#content && around !== undefined
        ? litAround(this.#content, around, this.#hovered !== undefined)
        : undefined;
    this.#picture.mark({ lit, selected: this.#selected, active: this.#active, found: this.#found });
    if (this.#active === undefined) this.#element.removeAttribute('aria-activedescendant');
    else this.#element.setAttribute('aria-activedescendant', this.#picture.domId(this.#active));
  }

  #spoken(box: PlacedBox): string {
    const index = this.#content?.index;
    return spokenName(box.view, box, links(index, box, 'inputs'), links(index, box, 'outputs'));
  }
}

/** A box to keep where it is in the view, now that the scene is another: the first of these that is in both. */
function stillBox(
  before: Scene,
  after: Scene,
  preferred: readonly (string | undefined)[],
): { readonly before: PlacedBox; readonly now: Point } | undefined {
  const boxes = preferred.flatMap(id => (id === undefined ? [] : (before.box(id) ?? after.box(id) ?? [])));
  for (const box of [...boxes, ...before.boxes]) {
    const now = placeIn(after, box);
    if (now) return { before: box, now };
  }
  return undefined;
}

/** How many distinct nodes a box's members came from, or that came from them. */
function links(index: LineageIndex | undefined, box: PlacedBox, side: 'inputs' | 'outputs'): number {
  if (!index) return 0;
  return new Set(membersOf(box.view).flatMap(member => index[side](member.id))).size;
}

function ignoreAbort(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'AbortError') return undefined;
  throw error;
}
