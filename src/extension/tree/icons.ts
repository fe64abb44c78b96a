import { ThemeColor, ThemeIcon } from 'vscode';
import type { RunState } from '../../core/run.ts';

const TYPE_ICONS: Readonly<Record<string, string>> = { dataset: 'database', model: 'symbol-class' };

/** Codicon name of an artifact type. */
export function typeIconName(type: string): string {
  return Object.hasOwn(TYPE_ICONS, type) ? (TYPE_ICONS[type] ?? 'package') : 'package';
}

/** In the colour of plain icons: themes give symbols colours of their own, which mean something else. */
export function typeIcon(type: string): ThemeIcon {
  return new ThemeIcon(typeIconName(type), new ThemeColor('icon.foreground'));
}

const RUN_ICONS: Readonly<Record<RunState, readonly [icon: string, color?: string]>> = {
  running: ['loading~spin'],
  finished: ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  crashed: ['error', 'testing.iconFailed'],
  killed: ['circle-slash', 'testing.iconSkipped'],
};

export function runIcon(state: RunState): ThemeIcon {
  const [icon, color] = RUN_ICONS[state];
  return new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
}
