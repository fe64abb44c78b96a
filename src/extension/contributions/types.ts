/** Shapes of the tables that `scripts/generateManifest.mjs` writes into package.json. */

export interface CommandDefinition {
  /** English title in Title Case; `…` at the end when input follows. */
  readonly title: string;
  /** Codicon without `$()`. */
  readonly icon?: string;
  /** When the command can be run; unset means always. */
  readonly enablement?: string;
  /** Whether the palette offers it: always, never (it needs a node), or when the clause holds. */
  readonly palette: boolean | string;
}

export interface MenuItem<Command extends string> {
  readonly command: Command;
  readonly group: string;
  readonly when?: string;
}

interface SettingBase {
  /** English, one or two sentences of Markdown. */
  readonly description: string;
  readonly scope: 'machine-overridable' | 'resource' | 'window';
  /** Whether a workspace that is not trusted may not set it. */
  readonly restricted?: boolean;
}

export interface TextSetting extends SettingBase {
  readonly kind: 'text';
  readonly default: string;
}

export interface ChoiceSetting extends SettingBase {
  readonly kind: 'choice';
  readonly default: string;
  /** English explanation of each value. */
  readonly values: Readonly<Record<string, string>>;
}

export interface NumberSetting extends SettingBase {
  readonly kind: 'number';
  readonly default: number;
  readonly minimum: number;
}

export type SettingDefinition = TextSetting | ChoiceSetting | NumberSetting;
