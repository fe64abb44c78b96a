import type { RunId, VersionId } from '../../src/core/ids.ts';
import type { GroupId } from '../../src/core/lineageGroups.ts';
import type { MenuPlace } from '../ui/menu.ts';

/** All that a person can do on the page, whether by pointer, keys, toolbar, menu or details. */
export interface Commands {
  explode(group: GroupId): void;
  collapse(group: GroupId): void;
  explodeAll(): void;
  collapseAll(): void;
  /** Explodes a group, collapses the group of an instance. */
  toggle(id: string): void;
  /** Selects a node of the view and shows its details; none for undefined. */
  select(id: string | undefined, patiently?: boolean): void;
  /** Selects a node and moves the focus into its details; `closeDetails` brings it back. */
  showDetails(id: string): void;
  closeDetails(): void;
  /** Selects a version or run, exploding its group where it is collapsed. */
  selectNode(id: VersionId | RunId): void;
  focusOn(id: VersionId | RunId): void;
  wholeProject(): void;
  /** Moves the focus into the search. */
  search(): void;
  openFilter(): void;
  toggleTime(): void;
  /** Shows all there is now. */
  clearLens(): void;
  /** Shows the ways between what is selected and another node. */
  showPath(from: string, to: string): void;
  /** Shows where what two nodes came from differs. */
  compareLineage(left: string, right: string): void;
  zoomIn(): void;
  zoomOut(): void;
  fit(): void;
  reload(): void;
  toggleLegend(): void;
  showMenu(id: string, place: MenuPlace): void;
  openVersion(id: VersionId): void;
  openRun(id: RunId): void;
  openFiles(id: VersionId): void;
  copyReference(id: VersionId | RunId): void;
  download(id: VersionId): void;
  logFolder(): void;
  copyExample(): void;
}
