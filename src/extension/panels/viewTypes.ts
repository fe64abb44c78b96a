import type { PageAddress } from '../../core/pageAddress.ts';

/** Kinds of panels, by which VS Code brings them back. */
export const VIEW_TYPES = {
  projects: 'amphora.project',
  project: 'amphora.project',
  artifact: 'amphora.artifact',
  run: 'amphora.run',
  compare: 'amphora.compare',
  lineage: 'amphora.lineage',
} as const satisfies Readonly<Record<PageAddress['page'], string>>;

export type ViewType = (typeof VIEW_TYPES)[PageAddress['page']];
