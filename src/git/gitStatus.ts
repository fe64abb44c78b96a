import type { GitProvenance } from '../core/run.ts';

/** Reads `git status --porcelain=v2 --branch -z`: headers, then one record per changed file. */
export function parseStatus(output: string): Pick<GitProvenance, 'commit' | 'branch' | 'dirty'> {
  const records = output.split('\0').filter(record => record !== '');
  const header = (name: string): string | undefined =>
    records.find(record => record.startsWith(`# ${name} `))?.slice(name.length + 3);
  const commit = header('branch.oid');
  const branch = header('branch.head');
  return {
    ...(commit === undefined || commit === '(initial)' ? {} : { commit }),
    ...(branch === undefined || branch === '(detached)' ? {} : { branch }),
    dirty: records.some(record => !record.startsWith('# ')),
  };
}
