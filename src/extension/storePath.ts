import os from 'node:os';
import path from 'node:path';
import { defaultStorePath } from '../store/local/defaultStorePath.ts';
import { readSetting } from './host/settings.ts';

/** The store of this window: the setting, else `AMPHORA_STORE`, else the platform's place. Absolute. */
export function storePath(): string {
  const setting = readSetting('amphora.store.path')
    .trim()
    .replace(/^~(?=$|[/\\])/, os.homedir());
  const named = setting === '' ? process.env['AMPHORA_STORE'] : setting;
  if (named !== undefined && named !== '') return path.resolve(os.homedir(), named);
  return defaultStorePath(process.env, process.platform);
}
