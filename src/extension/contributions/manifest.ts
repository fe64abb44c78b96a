/** Turns the tables into package.json's `contributes` and the English `package.nls.json`. Runs in Node only. */
import { COMMANDS } from './commands.ts';
import { MENUS } from './menus.ts';
import { SETTINGS } from './settings.ts';
import type { CommandDefinition, SettingDefinition } from './types.ts';
import { CONTAINER, VIEWS, WELCOMES } from './views.ts';
import type { Welcome } from './views.ts';

export interface Manifest {
  readonly contributes: unknown;
  readonly activationEvents: readonly string[];
  readonly capabilities: unknown;
  /** Key to English text. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What starts the extension, beside its views and commands. */
const ACTIVATION = [
  // A link into this editor, and pages of the last session.
  'onUri',
  'onWebviewPanel:amphora.artifact',
  'onWebviewPanel:amphora.compare',
  'onWebviewPanel:amphora.lineage',
  'onWebviewPanel:amphora.project',
  'onWebviewPanel:amphora.run',
  // Schemes of `extension/files`: such a file is open after a reload, say.
  'onFileSystem:amphora',
  'onFileSystem:amphora-details',
  // What is to log to the store's server. A terminal that runs a line at once, as that of a Python file or a task does, gets
  // no variables that come later: the server starts with the file, and before the task.
  'onLanguage:python',
  'onTerminal:*',
  'onCommand:workbench.action.tasks.build',
  'onCommand:workbench.action.tasks.reRunTask',
  'onCommand:workbench.action.tasks.runTask',
  'onCommand:workbench.action.tasks.test',
  'onDebugResolve:debugpy',
  'onDebugResolve:python',
  'onNotebook:jupyter-notebook',
] as const;

export function createManifest(): Manifest {
  const texts: Record<string, string> = {
    'extension.displayName': 'Amphora',
    'extension.description':
      'Versioned datasets and models, the runs that used and made them, and their lineage. Local first: no account, no server, no network.',
  };
  /** Notes an English text and gives the placeholder that stands for it in package.json. */
  const text = (key: string, english: string) => {
    texts[key] = english;
    return `%${key}%`;
  };
  const contributes = {
    commands: commands(text),
    menus: menus(),
    viewsContainers: {
      activitybar: [{ ...CONTAINER, title: text('container.title', CONTAINER.title) }],
    },
    views: { [CONTAINER.id]: views(text) },
    viewsWelcome: WELCOMES.map(welcome => ({
      view: welcome.view,
      contents: text(`welcome.${welcome.key}`, welcomeText(welcome)),
      when: welcome.when,
    })),
    authentication: [{ id: 'amphora', label: 'Amphora' }],
    configuration: { title: 'Amphora', properties: settings(text) },
  };
  return {
    contributes,
    activationEvents: ACTIVATION,
    capabilities: capabilities(text),
    texts,
  };
}

type Text = (key: string, english: string) => string;

function commands(text: Text) {
  return Object.entries<CommandDefinition>(COMMANDS).map(([id, { title, icon, enablement }]) => ({
    command: id,
    title: text(`command.${id}`, title),
    category: 'Amphora',
    ...(icon === undefined ? {} : { icon: `$(${icon})` }),
    ...(enablement === undefined ? {} : { enablement }),
  }));
}

function menus() {
  const palette = Object.entries<CommandDefinition>(COMMANDS).flatMap(([command, { palette: when }]) =>
    when === true ? [] : [{ command, when: when === false ? 'false' : when }],
  );
  return { commandPalette: palette, ...MENUS };
}

function views(text: Text) {
  return Object.entries(VIEWS).map(([id, { name }]) => ({
    id,
    name: text(`view.${id}`, name),
    icon: CONTAINER.icon,
    contextualTitle: 'Amphora',
  }));
}

function welcomeText({ text: parts }: Welcome): string {
  return parts
    .map(part => (typeof part === 'string' ? part : `[${part.label}](command:${part.command})`))
    .join('\n');
}

function settings(text: Text) {
  const properties = Object.entries<SettingDefinition>(SETTINGS).map(([id, setting], order) => {
    const markdownDescription = text(`setting.${id}`, setting.description);
    const base = {
      type: 'string',
      default: setting.default,
      scope: setting.scope,
      order,
      markdownDescription,
    };
    if (setting.kind === 'number')
      return [id, { ...base, type: 'number', minimum: setting.minimum }] as const;
    if (setting.kind === 'text') return [id, base] as const;
    const names = Object.keys(setting.values);
    const explanations = Object.entries(setting.values).map(([name, english]) =>
      text(`setting.${id}.${name}`, english),
    );
    return [id, { ...base, enum: names, markdownEnumDescriptions: explanations }] as const;
  });
  return Object.fromEntries(properties);
}

function capabilities(text: Text) {
  const restricted = Object.entries<SettingDefinition>(SETTINGS).filter(([, setting]) => setting.restricted);
  return {
    untrustedWorkspaces: {
      supported: 'limited',
      description: text(
        'capability.untrusted',
        'In restricted mode artifacts, runs and lineage can be browsed; logging, downloading and changing are off, and the workspace cannot choose the store.',
      ),
      restrictedConfigurations: restricted.map(([id]) => id),
    },
    virtualWorkspaces: {
      supported: 'limited',
      description: text(
        'capability.virtual',
        'Artifacts, runs and lineage can be browsed; folders of a virtual workspace cannot be logged.',
      ),
    },
  };
}
