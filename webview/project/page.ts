/** The page of a project, and the list of projects. */
import {
  formatPageAddress,
  type PageAddress,
  type ProjectAddress,
  type ProjectsAddress,
} from '../../src/core/pageAddress.ts';
import { LOCAL_ENTITY } from '../../src/core/project.ts';
import { type ProjectContract, projectContract } from '../../src/protocol/pages/project.ts';
import type { Shell } from '../host/shell.ts';
import type { Frame } from '../parts/frame.ts';
import { commonActions, commonMenu } from '../parts/pageActions.ts';
import { StorePage } from '../parts/StorePage.ts';
import { t } from '../ui/l10n.ts';
import { ProjectsList } from './projectsList.ts';
import { ProjectView } from './projectView.ts';

type Address = ProjectAddress | ProjectsAddress;

export class ProjectPage extends StorePage<ProjectContract> {
  #address: Address | undefined;
  #shown: ProjectView | ProjectsList | undefined;

  constructor(root: HTMLElement, shell: Shell) {
    super(root, shell, projectContract);
  }

  show(address: PageAddress, _view: unknown): void {
    if (address.page !== 'project' && address.page !== 'projects') return;
    const before = this.#address;
    this.#address = address;
    if (!this.#shown || !isSamePlace(before, address)) {
      this.#shown?.dispose();
      this.#shown =
        address.page === 'project'
          ? new ProjectView(this.client, this.shell, address, this.update)
          : new ProjectsList(this.client, this.shell, address.entity, this.update);
    }
    this.moved();
  }

  changed(): void {
    this.#shown?.refresh();
  }

  protected tellPlace(): void {
    if (!this.#address) return;
    this.shell.moved(this.#address, titleOf(this.#address));
    this.shell.remember(undefined);
  }

  #go(tab: string): void {
    const address = this.#address;
    if (address?.page !== 'project') return;
    const { entity, project } = address;
    if (tab === 'lineage') this.shell.open({ page: 'lineage', entity, project });
    else {
      this.#address = { ...address, tab };
      this.moved();
    }
  }

  protected frame(): Frame | undefined {
    const [address, shown] = [this.#address, this.#shown];
    if (!address || !shown) return undefined;
    const common = {
      title: titleOf(address),
      actions: commonActions(this.shell, address),
      menu: commonMenu(this.shell, address),
      onTab: (key: string) => this.#go(key),
    };
    return shown instanceof ProjectView
      ? { ...common, ...projectFrame(address, shown) }
      : {
          ...common,
          icon: 'project',
          trail: address.page === 'projects' && address.entity !== undefined ? [allProjects()] : [],
          tabs: [],
          tab: 'projects',
          content: shown.render(),
        };
  }
}

const allProjects = () => ({ label: t('Projects'), path: formatPageAddress({ page: 'projects' }) });

function projectFrame(
  address: Address,
  shown: ProjectView,
): Pick<Frame, 'icon' | 'trail' | 'tabs' | 'tab' | 'content'> {
  const { entity } = address;
  const tab = address.page === 'project' && address.tab === 'runs' ? 'runs' : 'artifacts';
  const own =
    entity === undefined || entity === LOCAL_ENTITY
      ? []
      : [{ label: entity, path: formatPageAddress({ page: 'projects', entity }) }];
  return {
    icon: 'project',
    trail: [allProjects(), ...own],
    tabs: shown.tabs,
    tab,
    content: shown.render(tab),
  };
}

function titleOf(address: Address): string {
  return address.page === 'project' ? address.project : (address.entity ?? t('Projects'));
}

function isSamePlace(a: Address | undefined, b: Address): boolean {
  if (a?.page !== b.page || a.entity !== b.entity) return false;
  return a.page === 'projects' || (b.page === 'project' && a.project === b.project);
}
