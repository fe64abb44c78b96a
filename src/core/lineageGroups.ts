/** What the lineage picture shows as one node, and which of these are exploded into their members. */
import type { LineageNode } from './lineage.ts';

/** `type:dataset` for the versions of an artifact type, `job:train` for the runs of a job type. */
export type GroupId = `type:${string}` | `job:${string}`;

export function groupOf(node: LineageNode): GroupId {
  return node.kind === 'version' ? `type:${node.type}` : `job:${node.jobType}`;
}

/** The type or job type a group stands for. */
export function groupName(id: GroupId): string {
  return id.slice(id.indexOf(':') + 1);
}

/**
 * How a person arranged the picture. Groups that appear later follow `all`; those in `except` are the other way
 * round. So "explode all" holds for what is logged tomorrow.
 */
export interface Arrangement {
  readonly all: boolean;
  readonly except: readonly GroupId[];
}

export const COLLAPSED: Arrangement = { all: false, except: [] };
export const EXPLODED: Arrangement = { all: true, except: [] };

export function isExploded(arrangement: Arrangement, group: GroupId): boolean {
  return arrangement.except.includes(group) !== arrangement.all;
}

export function explode(arrangement: Arrangement, group: GroupId): Arrangement {
  return isExploded(arrangement, group) ? arrangement : toggled(arrangement, group);
}

export function collapse(arrangement: Arrangement, group: GroupId): Arrangement {
  return isExploded(arrangement, group) ? toggled(arrangement, group) : arrangement;
}

function toggled(arrangement: Arrangement, group: GroupId): Arrangement {
  const { all, except } = arrangement;
  return { all, except: except.includes(group) ? except.filter(each => each !== group) : [...except, group] };
}
