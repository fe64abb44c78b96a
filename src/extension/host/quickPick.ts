import { QuickPickItemKind, window } from 'vscode';
import type { QuickPick, QuickPickItem } from 'vscode';
import { DisposableStore } from './DisposableStore.ts';

export interface PickOptions<T extends QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly T[] | Promise<readonly T[]>;
  readonly active?: T;
  /** Called for typed text, to offer other items; the latest answer wins. */
  readonly search?: (text: string) => Promise<readonly T[]> | readonly T[];
  /** The item for what was typed itself; it stands first. */
  readonly typed?: (text: string) => T | undefined;
}

/** Text for labels and descriptions, which would make icons of `$(name)`: an artifact may be called that. */
export function plain(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** Shows a quick pick and gives the chosen item, or undefined when it was left. */
export function pick<T extends QuickPickItem>(options: PickOptions<T>): Promise<T | undefined> {
  const owned = new DisposableStore();
  const box = owned.add(window.createQuickPick<T>());
  box.title = options.title;
  box.placeholder = options.placeholder;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.ignoreFocusOut = true;
  return new Promise<T | undefined>((resolve, reject) => {
    owned.add(
      box.onDidAccept(() => {
        // Who types and presses Enter at once may have chosen from a list that is gone.
        const item =
          box.selectedItems[0] ?? box.items.find(({ kind }) => kind !== QuickPickItemKind.Separator);
        if (!item) return;
        resolve(item);
        box.hide();
      }),
    );
    owned.add(
      box.onDidHide(() => {
        resolve(undefined);
      }),
    );
    if (options.search) owned.add(box.onDidChangeValue(searcher(box, options, options.search, reject)));
    box.show();
    fill(box, options).catch(reject);
  }).finally(() => {
    owned.dispose();
  });
}

async function fill<T extends QuickPickItem>(box: QuickPick<T>, options: PickOptions<T>): Promise<void> {
  box.busy = true;
  const items = await options.items;
  // What was typed meanwhile is answered by the search.
  if (options.search && box.value !== '') return;
  box.items = items;
  if (options.active) box.activeItems = [options.active];
  box.busy = false;
}

function searcher<T extends QuickPickItem>(
  box: QuickPick<T>,
  { typed }: PickOptions<T>,
  search: Exclude<PickOptions<T>['search'], undefined>,
  reject: (error: unknown) => void,
): (text: string) => void {
  let latest = 0;
  let found: readonly T[] = [];
  const show = (text: string) => {
    const own = typed?.(text);
    box.items = own ? [own, ...found] : found;
  };
  return text => {
    const mine = ++latest;
    const answer = search(text);
    if (!(answer instanceof Promise)) {
      found = answer;
      show(text);
      return;
    }
    box.busy = true;
    // At once, so that Enter takes what was typed, not what stands there from before.
    show(text);
    answer.then(items => {
      if (mine !== latest) return;
      found = items;
      show(text);
      box.busy = false;
    }, reject);
  };
}
