import type { Disposable } from 'vscode';
import { workspace } from 'vscode';

const SETTINGS = ['http.proxy', 'http.noProxy', 'http.proxySupport'];

function readText(name: string): string {
  const value: unknown = workspace.getConfiguration('http').get(name);
  return typeof value === 'string' ? value : '';
}

/**
 * The environment of a thread that reaches servers: VS Code's own settings of the proxy are set there as variables, as every other
 * program is told of it. What is not set is as the environment has it.
 */
export function networkVariables(): NodeJS.ProcessEnv {
  const proxy = readText('proxy');
  if (readText('proxySupport') === 'off') {
    const others = Object.entries(process.env).filter(([name]) => !/^(http|https|all)_proxy$/i.test(name));
    return Object.fromEntries(others);
  }
  const listed: unknown = workspace.getConfiguration('http').get('noProxy');
  const direct = Array.isArray(listed) ? listed.filter(name => typeof name === 'string').join(',') : '';
  return {
    ...process.env,
    // Small letters are looked at first.
    ...(proxy === '' ? {} : { http_proxy: proxy, https_proxy: proxy }),
    ...(direct === '' ? {} : { no_proxy: direct }),
  };
}

/** Calls back when servers are to be reached in another way. */
export function onDidNetworkChange(listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration(event => {
    if (SETTINGS.some(name => event.affectsConfiguration(name))) listener();
  });
}
