/**
 * The section `default` of a settings file of W&B, as Python's configparser reads it: `key = value` or `key: value`, keys
 * in any case, comments on lines of their own, a value that goes on in lines that are indented.
 */
export function parseSettings(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  let inDefault = false;
  let last: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const section = /^\[([^\]]*)\]/.exec(line)?.[1];
    if (section !== undefined) {
      inDefault = section.toLowerCase() === 'default';
      last = undefined;
    } else if (inDefault && last !== undefined && /^\s/.test(line)) {
      settings.set(last, `${settings.get(last) ?? ''}\n${line.trim()}`);
    } else if (inDefault) {
      const [, key = '', value = ''] = /^\s*([^=:]+?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
      if (key === '') continue;
      last = key.toLowerCase();
      settings.set(last, value);
    }
  }
  return settings;
}
