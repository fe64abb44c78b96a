import { ConfigurationTarget, workspace } from 'vscode';
import type { Event, Uri } from 'vscode';
import { SETTINGS } from '../contributions/settings.ts';
import type { SettingKey, SettingValue } from '../contributions/settings.ts';
import type { SettingDefinition } from '../contributions/types.ts';

function isValue<K extends SettingKey>(key: K, value: unknown): value is SettingValue<K> {
  const setting: SettingDefinition = SETTINGS[key];
  if (setting.kind === 'number')
    return typeof value === 'number' && Number.isFinite(value) && value >= setting.minimum;
  if (typeof value !== 'string') return false;
  return setting.kind === 'text' || Object.hasOwn(setting.values, value);
}

/** A setting's value; one that is not allowed reads as the default. */
export function readSetting<K extends SettingKey>(key: K, resource?: Uri): SettingValue<K> {
  const value: unknown = workspace.getConfiguration(undefined, resource).get(key);
  const fallback: unknown = SETTINGS[key].default;
  if (isValue(key, value)) return value;
  return fallback as SettingValue<K>;
}

/** Writes a setting where it stands now, else for the user. */
export async function writeSetting<K extends SettingKey>(key: K, value: SettingValue<K>): Promise<void> {
  const configuration = workspace.getConfiguration();
  const place = configuration.inspect(key);
  const inWorkspace = place?.workspaceValue !== undefined;
  await configuration.update(
    key,
    value,
    inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global,
  );
}

/** Calls back when one of these settings changes. */
export function onDidSettingChange(
  keys: readonly SettingKey[],
  listener: () => void,
): ReturnType<Event<unknown>> {
  return workspace.onDidChangeConfiguration(event => {
    if (keys.some(key => event.affectsConfiguration(key))) listener();
  });
}
