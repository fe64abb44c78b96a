import type { SettingDefinition } from './types.ts';

/** Every setting; read through `host/settings.ts`. */
export const SETTINGS = {
  'amphora.store.path': {
    kind: 'text',
    default: '',
    scope: 'machine-overridable',
    restricted: true,
    description:
      'Folder of the store. Empty means the folder named by the environment variable `AMPHORA_STORE`, else the platform’s data folder. `~` stands for your home folder.',
  },
  'amphora.project.default': {
    kind: 'text',
    default: '',
    scope: 'resource',
    description:
      'Project that artifacts are logged to and references without a project mean. Empty means the project used last, else the name of the workspace folder.',
  },
  'amphora.download.folder': {
    kind: 'text',
    default: 'artifacts',
    scope: 'resource',
    restricted: true,
    description:
      'Folder that versions are downloaded into, each in a folder `<name>:<version>` of its own. A relative path lies in the workspace folder.',
  },
  'amphora.files.askAbove': {
    kind: 'number',
    default: 50,
    minimum: 0,
    scope: 'window',
    restricted: true,
    description: 'Megabytes above which a file of a version or a run is opened only after a question.',
  },
  'amphora.python.tracking': {
    kind: 'choice',
    default: 'auto',
    scope: 'window',
    restricted: true,
    description:
      'Where `wandb` logs to in new terminals, tasks and debug sessions. They lead to the store by the variables `WANDB_BASE_URL` and `WANDB_API_KEY`.',
    values: {
      auto: 'To the store, unless you are signed in to W&B: by a variable of the environment, a netrc file, a settings file of W&B, or a file `.env` of the workspace.',
      amphora: 'To the store, also when you are signed in to W&B.',
      off: 'Wherever you tell it to: Amphora sets no variables.',
    },
  },
  'amphora.tree.sortArtifacts': {
    kind: 'choice',
    default: 'name',
    scope: 'window',
    description: 'Order of artifacts in the Artifacts view.',
    values: {
      name: 'By name.',
      updated: 'Most recently changed first.',
      created: 'Newest first.',
    },
  },
  'amphora.tree.sortRuns': {
    kind: 'choice',
    default: 'created',
    scope: 'window',
    description: 'Order of runs in the Runs view.',
    values: {
      created: 'Newest first.',
      name: 'By name.',
      state: 'By state: running, failed, crashed, stopped, finished; the newest of each first.',
    },
  },
  'amphora.tree.groupArtifacts': {
    kind: 'choice',
    default: 'type',
    scope: 'window',
    description: 'How the Artifacts view groups the artifacts of a project.',
    values: {
      type: 'By artifact type.',
      none: 'Not at all.',
    },
  },
  'amphora.tree.groupRuns': {
    kind: 'choice',
    default: 'jobType',
    scope: 'window',
    description: 'How the Runs view groups the runs of a project.',
    values: {
      jobType: 'By job type.',
      none: 'Not at all.',
    },
  },
} as const satisfies Readonly<Record<string, SettingDefinition>>;

export type SettingKey = keyof typeof SETTINGS;

/** What a setting can hold: text, a number, or one of its named values. */
export type SettingValue<K extends SettingKey> = (typeof SETTINGS)[K] extends {
  readonly values: infer Values;
}
  ? Extract<keyof Values, string>
  : (typeof SETTINGS)[K] extends { readonly kind: 'number' }
    ? number
    : string;
