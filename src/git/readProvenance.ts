import type { GitProvenance } from '../core/run.ts';
import { harmlessFilters, parseSettings, remoteAddress, SETTINGS_WANTED } from './gitConfig.ts';
import type { GitSetting } from './gitConfig.ts';
import { parseStatus } from './gitStatus.ts';
import type { Git } from './safeGit.ts';
import { safeGit } from './safeGit.ts';

/** Settings are read before anything else runs: they say what must be switched off. */
async function readSettings(git: Git): Promise<readonly GitSetting[]> {
  const words = ['config', '--show-scope', '--includes', '-z', '--get-regexp', SETTINGS_WANTED];
  // Git ends with 1 where nothing matches, which simple-git takes as an answer when nothing was said.
  return parseSettings(await git.run(words));
}

async function read(folder: string, signal: AbortSignal | undefined): Promise<GitProvenance> {
  const git = safeGit(folder, [], signal);
  const [root, settings] = await Promise.all([git.run(['rev-parse', '--show-toplevel']), readSettings(git)]);
  const status = await safeGit(folder, harmlessFilters(settings), signal).run([
    'status',
    '--porcelain=v2',
    '--branch',
    '-z',
    '--untracked-files=no',
    // Changes inside a submodule are not looked for: that would obey its configuration.
    '--ignore-submodules=dirty',
    // The index of any size is compared, but names are not matched up.
    '--no-renames',
  ]);
  const remote = remoteAddress(settings);
  return {
    ...parseStatus(status),
    ...(remote === undefined ? {} : { remote }),
    root: root.replace(/\r?\n$/, ''),
  };
}

/**
 * Where the code in this folder stands. Undefined outside a work tree, where git refuses the repository, and
 * where there is no git: provenance is a help and never a reason to fail.
 * Rejects only with the signal's reason. Nothing a repository's configuration names is executed.
 */
export async function readProvenance(
  folder: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<GitProvenance | undefined> {
  const { signal } = options;
  signal?.throwIfAborted();
  try {
    return await read(folder, signal);
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}
