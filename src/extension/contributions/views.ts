import type { CommandId } from './commands.ts';

export const CONTAINER = { id: 'amphora', title: 'Artifacts', icon: 'media/amphora.svg' } as const;

/** The tree views, in order. */
export const VIEWS = {
  'amphora.artifacts': { name: 'Artifacts' },
  'amphora.runs': { name: 'Runs' },
} as const;

export type ViewId = keyof typeof VIEWS;

/** What an empty view says. `key` names its text in package.nls; paragraphs and `[label](command:id)` lines. */
export interface Welcome {
  readonly key: string;
  readonly view: ViewId;
  readonly when: string;
  readonly text: readonly (string | { readonly label: string; readonly command: CommandId })[];
}

const LOG = { label: 'Log Folder as Artifact…', command: 'amphora.artifact.log' } as const;

export const WELCOMES: readonly Welcome[] = [
  {
    key: 'artifacts.empty',
    view: 'amphora.artifacts',
    when: 'amphora.store.state == empty && !amphora.artifacts.filtered && isWorkspaceTrusted',
    text: [
      'The store has no project yet. Log a folder or a file as the first version of an artifact, or drop one here.',
      LOG,
      'Or in a terminal: amphora log',
    ],
  },
  {
    key: 'artifacts.restricted',
    view: 'amphora.artifacts',
    when: 'amphora.store.state == empty && !amphora.artifacts.filtered && !isWorkspaceTrusted',
    text: [
      'The store has no project yet. Logging is off while the workspace is in restricted mode; [manage workspace trust](command:workbench.trust.manage) to turn it on.',
    ],
  },
  {
    key: 'artifacts.filtered',
    view: 'amphora.artifacts',
    when: 'amphora.store.state != broken && amphora.artifacts.filtered',
    text: [
      'No artifact has this in its name.',
      { label: 'Change Filter…', command: 'amphora.artifacts.filter' },
      { label: 'Clear Filter', command: 'amphora.artifacts.clearFilter' },
    ],
  },
  {
    key: 'runs.empty',
    view: 'amphora.runs',
    when: 'amphora.store.state != broken && amphora.store.state != unknown && !amphora.runs.filtered',
    text: [
      'No run is recorded yet. A run says which artifacts a command used and made.',
      'In a terminal: amphora run',
      '[New Terminal](command:workbench.action.terminal.new)',
    ],
  },
  {
    key: 'runs.filtered',
    view: 'amphora.runs',
    when: 'amphora.store.state != broken && amphora.runs.filtered',
    text: [
      'No run has this in its name.',
      { label: 'Change Filter…', command: 'amphora.runs.filter' },
      { label: 'Clear Filter', command: 'amphora.runs.clearFilter' },
    ],
  },
];
