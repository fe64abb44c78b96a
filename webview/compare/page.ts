/** The page that compares versions or runs: what is compared at its head, and how they differ on its tabs. */
import type { TemplateResult } from 'lit';
import * as v from 'valibot';
import { type CompareAddress, type PageAddress, parsePageAddress } from '../../src/core/pageAddress.ts';
import { type CompareContract, compareContract, MAX_COMPARED } from '../../src/protocol/pages/compare.ts';
import type { Shell } from '../host/shell.ts';
import type { Frame } from '../parts/frame.ts';
import { notice, pending } from '../parts/notice.ts';
import { commonActions, commonMenu, projectTrail } from '../parts/pageActions.ts';
import { openPicker } from '../parts/picker.ts';
import { StorePage } from '../parts/StorePage.ts';
import { t } from '../ui/l10n.ts';
import { chips } from './chips.ts';
import { ComparedRunsSubject } from './runs.ts';
import type { Subject } from './subject.ts';
import { ComparedVersionsSubject } from './versions.ts';

const View = v.object({ tab: v.string() });

export class ComparePage extends StorePage<CompareContract> {
  #address: CompareAddress | undefined;
  #subject: Subject | undefined;
  #tab = '';
  /** Place of the chip that is to be focused once it is drawn. */
  #focus: number | undefined;

  constructor(root: HTMLElement, shell: Shell) {
    super(root, shell, compareContract);
  }

  show(address: PageAddress, view: unknown): void {
    if (address.page !== 'compare') return;
    const before = this.#address;
    const items = [...new Set(address.items)].slice(0, MAX_COMPARED);
    this.#address = { ...address, items };
    const isOther = ['what', 'entity', 'project'] as const;
    if (!this.#subject || isOther.some(key => before?.[key] !== address[key])) {
      this.#subject?.dispose();
      this.#subject =
        address.what === 'runs'
          ? new ComparedRunsSubject(this.client, this.shell, address, this.update)
          : new ComparedVersionsSubject(this.client, this.shell, address, this.update);
      this.#tab = '';
    }
    const parsed = v.safeParse(View, view);
    if (parsed.success) this.#tab = parsed.output.tab;
    this.#subject.show(items);
    this.moved();
  }

  changed(): void {
    this.#subject?.refresh();
  }

  protected tellPlace(): void {
    if (!this.#address) return;
    this.shell.moved(this.#address, t('Compare {names}', { names: this.#address.items.join(', ') }));
    this.shell.remember({ tab: this.#tab });
  }

  #change(items: readonly string[], focus: number): void {
    if (!this.#address) return;
    this.#focus = Math.min(focus, items.length - 1);
    this.show({ ...this.#address, items }, undefined);
  }

  readonly #add = (under: Element): void => {
    const [address, subject] = [this.#address, this.#subject];
    if (!address || !subject) return;
    const isRuns = address.what === 'runs';
    const picker = {
      label: isRuns ? t('Add a run') : t('Add a version'),
      placeholder: isRuns ? t('Name of a run') : t('Version or alias, or name:v3 of another artifact'),
      search: (text: string, signal: AbortSignal) => subject.choices(text, signal),
      choose: ({ key }: { readonly key: string }) => {
        const { items = [] } = this.#address ?? {};
        this.#change([...items, key], items.length);
      },
    };
    openPicker(picker, under);
  };

  protected frame(): Frame | undefined {
    const [address, subject] = [this.#address, this.#subject];
    if (!address || !subject) return undefined;
    const { tabs } = subject;
    const tab = tabs.some(({ key }) => key === this.#tab) ? this.#tab : (tabs[0]?.key ?? '');
    return {
      icon: 'diff',
      title: subject.title,
      trail: projectTrail({ ...address, tab: address.what === 'runs' ? 'runs' : 'artifacts' }),
      beside: this.#chips(address, subject),
      actions: commonActions(this.shell, address),
      menu: commonMenu(this.shell, address),
      tabs,
      tab,
      onTab: key => {
        this.#tab = key;
        this.moved();
      },
      content: this.#content(subject, tab),
      failure: subject.isKnown ? subject.failure : undefined,
    };
  }

  #chips({ items }: CompareAddress, subject: Subject): TemplateResult {
    return chips({
      items,
      face: item => subject.face(item),
      open: path => {
        const to = parsePageAddress(path);
        if (to) this.shell.open(to);
      },
      change: (changed, focus) => this.#change(changed, focus),
      add: items.length < MAX_COMPARED ? this.#add : undefined,
    });
  }

  protected override drawn(): void {
    if (this.#focus === undefined) return;
    const all = [...this.root.querySelectorAll<HTMLElement>('.chip-main')];
    const chip = all[this.#focus];
    this.#focus = undefined;
    for (const button of this.root.querySelectorAll<HTMLElement>('.chips button')) {
      button.tabIndex = button === chip ? 0 : -1;
    }
    chip?.focus();
  }

  #content(subject: Subject, tab: string): TemplateResult {
    const { items = [] } = this.#address ?? {};
    if (!subject.isKnown) {
      return pending(subject.failure, () => subject.show(items));
    }
    return items.every(item => subject.face(item).isGone)
      ? notice('trash', t('What was compared here was deleted.'))
      : subject.content(tab);
  }
}
