import type { RunId } from '../../core/ids.ts';
import type { LineageScope } from '../../protocol/lineage.ts';
import type { Store } from '../../store/contract.ts';
import type { ServerLink } from './links.ts';

export interface LinkTargets {
  /** The local one: its server's links lead nowhere else. */
  readonly store: () => Store;
  readonly revealRun: (id: RunId) => Promise<boolean>;
  readonly showLineage: (scope: LineageScope) => void;
}

/** Opens what a link leads to: the lineage of it, and a run in its view too. */
export async function openServerLink(targets: LinkTargets, link: ServerLink): Promise<void> {
  const store = targets.store();
  const project = await store.project(link.project, link.entity);
  switch (link.kind) {
    case 'project':
      targets.showLineage({ project: project.id });
      return;
    case 'run': {
      const { id } = await store.runByKey(project.id, link.key);
      await targets.revealRun(id);
      targets.showLineage({ project: project.id, focus: id });
      return;
    }
    case 'artifact': {
      const { entity, project: name, artifact, alias } = link;
      const { id } = await store.resolve({ entity, project: name, artifact, alias });
      targets.showLineage({ project: project.id, focus: id });
    }
  }
}
