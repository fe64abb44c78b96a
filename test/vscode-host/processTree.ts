import fs from 'node:fs';

/** Parent of each process of this machine, from /proc (empty where there is none). */
function parents(): Map<number, number> {
  const found = new Map<number, number>();
  const names = fs.existsSync('/proc') ? fs.readdirSync('/proc').filter(name => /^\d+$/.test(name)) : [];
  for (const name of names) {
    try {
      // "pid (name) state ppid …": the name may hold anything, so the fields are counted from its end.
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state !== 'Z') found.set(Number(name), Number(parent));
    } catch {
      // It ended between the two reads.
    }
  }
  return found;
}

/** Ids of every process below one, nearest first. */
export function descendants(pid: number): readonly number[] {
  const parentOf = parents();
  const below = [pid];
  for (const ancestor of below) {
    for (const [child, parent] of parentOf) if (parent === ancestor) below.push(child);
  }
  return below.slice(1);
}

/** Those of some processes that have not ended. */
export function running(pids: readonly number[]): readonly number[] {
  const alive = parents();
  return pids.filter(pid => alive.has(pid));
}

/** Ends processes at once; those that have ended already are no error. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
