/** What a repository's settings say, read by git itself, and how to take the sting out of them. */
import { withoutCredentials } from './remoteUrl.ts';

/** One setting, as `git config --show-scope -z --get-regexp` lists it. */
export interface GitSetting {
  readonly scope: string;
  /** Section and last part in lower case, as git writes them. */
  readonly key: string;
  readonly value: string;
}

/** The settings to ask for. */
export const SETTINGS_WANTED = String.raw`^(filter\..*\.(clean|process|required)|remote\..*\.url)$`;

/** Reads `scope NUL key LF value NUL …`. */
export function parseSettings(output: string): readonly GitSetting[] {
  const fields = output.split('\0');
  const settings: GitSetting[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [scope = '', entry = ''] = [fields[i], fields[i + 1]];
    const end = entry.indexOf('\n');
    // A key alone, without "=", means true.
    settings.push({
      scope,
      key: end < 0 ? entry : entry.slice(0, end),
      value: end < 0 ? 'true' : entry.slice(end + 1),
    });
  }
  return settings;
}

const isTheirs = (setting: GitSetting): boolean => setting.scope === 'system' || setting.scope === 'global';

/**
 * `key=value` settings that undo the filters a repository itself defines: comparing a file with HEAD would run
 * them. Filters of the person's own settings (Git LFS) stay as they are.
 */
export function harmlessFilters(settings: readonly GitSetting[]): readonly string[] {
  const filters = settings.filter(setting => setting.key.startsWith('filter.'));
  const names = new Set(
    filters.filter(setting => !isTheirs(setting)).map(({ key }) => key.slice(0, key.lastIndexOf('.'))),
  );
  return [...names].flatMap(name =>
    ['clean', 'process', 'required'].map(part => {
      const own = filters.findLast(setting => isTheirs(setting) && setting.key === `${name}.${part}`);
      return `${name}.${part}=${own?.value ?? (part === 'required' ? 'false' : '')}`;
    }),
  );
}

/** Address of `origin`, else of the only remote there is, without credentials. */
export function remoteAddress(settings: readonly GitSetting[]): string | undefined {
  const remotes = settings.filter(({ key }) => key.startsWith('remote.'));
  const names = new Set(remotes.map(({ key }) => key));
  const chosen =
    remotes.find(({ key }) => key === 'remote.origin.url') ?? (names.size === 1 ? remotes[0] : undefined);
  return chosen === undefined ? undefined : withoutCredentials(chosen.value);
}
