/**
 * Git for a folder that may come from anyone. A repository's own configuration can name programs (monitors,
 * hooks, filters, helpers of a transport); nothing here lets git start one.
 */
import { simpleGit } from 'simple-git';

export interface Git {
  /** Standard output of `git <words>`. Rejects where git does. */
  run(words: readonly string[]): Promise<string>;
}

const SETTINGS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'status.submoduleSummary=false',
  // A folder whose files look like a bare repository is not one by chance.
  'safe.bareRepository=explicit',
];

/** What git needs of the environment to find itself, its settings and its libraries. */
const KEPT =
  /^(path|home|homedrive|homepath|userprofile|systemroot|appdata|localappdata|programdata|temp|tmp|tmpdir|xdg_config_home|ld_library_path)$/i;

const GUARDS = {
  /** A partial clone would otherwise fetch what it lacks, through a program its configuration names. */
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  /** Without locks the index is not written, and no hook is told of it. */
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
};

/** @param settings `key=value`, beside those that keep git harmless */
export function safeGit(folder: string, settings: readonly string[], signal: AbortSignal | undefined): Git {
  const git = simpleGit({
    baseDir: folder,
    config: [...SETTINGS, ...settings],
    ...(signal === undefined ? {} : { abort: signal }),
    // These settings are given only to switch the programs off.
    unsafe: { allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true, allowUnsafeFilter: true },
    allowEnvironment: Object.keys(GUARDS),
  });
  const kept = Object.entries(process.env).filter(([name]) => KEPT.test(name));
  git.env({ ...Object.fromEntries(kept), LC_ALL: 'C', ...GUARDS });
  return { run: words => git.raw([...words]) };
}
