import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { parseJsonObject, stringifyJson } from '../../core/json.ts';
import { canonicalName } from '../../core/names.ts';
import { ask } from '../host/inputBox.ts';
import { pick, plain } from '../host/quickPick.ts';
import type { LogAnswers } from './logQuestions.ts';
import {
  aliasesProblem,
  metadataProblem,
  nameProblem,
  splitList,
  tagsProblem,
  withoutLatest,
} from './validate.ts';

interface Option extends QuickPickItem {
  /** Changes the answers; absent for what starts the log. */
  readonly edit?: () => Promise<void>;
}

/** Shows what will be logged: Enter logs it, every line can be changed. Whether to log. */
export async function askMore(answers: LogAnswers, title: string): Promise<boolean> {
  for (;;) {
    const items = options(answers, title);
    const chosen = await pick<Option>({
      title,
      placeholder: l10n.t('Enter logs it; choose a line to change it first'),
      items,
    });
    if (!chosen) return false;
    if (!chosen.edit) return true;
    await chosen.edit();
  }
}

function options(answers: LogAnswers, title: string): readonly Option[] {
  const none = l10n.t('none');
  const edit = async (prompt: string, value: string, validate: (text: string) => string | undefined) =>
    ask({ title, prompt, value, validate });
  return [
    {
      label: l10n.t('Log'),
      description: plain(answers.path),
      iconPath: new ThemeIcon('check'),
    },
    { label: l10n.t('More Options…'), kind: QuickPickItemKind.Separator },
    {
      label: l10n.t('Project'),
      description: plain(answers.project),
      iconPath: new ThemeIcon('project'),
      edit: async () => {
        const check = (text: string) => nameProblem(text, 'a project');
        const project = await edit(l10n.t('Project to log to'), answers.project, check);
        if (project !== undefined) answers.project = canonicalName(project);
      },
    },
    {
      label: l10n.t('Aliases'),
      description: plain(['latest', ...answers.aliases].join(', ')),
      iconPath: new ThemeIcon('tag'),
      edit: async () => {
        const prompt = l10n.t('Aliases beside latest, with commas between them');
        const text = await edit(prompt, answers.aliases.join(', '), aliasesProblem);
        if (text !== undefined) answers.aliases = withoutLatest(splitList(text));
      },
    },
    {
      label: l10n.t('Description'),
      description: plain(answers.description || none),
      iconPath: new ThemeIcon('note'),
      edit: async () => {
        const text = await edit(
          l10n.t('What is it, and how was it made?'),
          answers.description,
          () => undefined,
        );
        answers.description = text ?? answers.description;
      },
    },
    {
      label: l10n.t('Metadata'),
      description: plain(answers.metadata ? stringifyJson(answers.metadata) : none),
      iconPath: new ThemeIcon('json'),
      edit: async () => {
        const value = answers.metadata ? stringifyJson(answers.metadata) : '';
        const text = await edit(
          l10n.t('A JSON object, such as {0}', '{"rows": 1797}'),
          value,
          metadataProblem,
        );
        if (text !== undefined) answers.metadata = text.trim() === '' ? undefined : parseJsonObject(text);
      },
    },
    {
      label: l10n.t('Tags'),
      description: plain(answers.tags.join(', ') || none),
      iconPath: new ThemeIcon('bookmark'),
      edit: async () => {
        const text = await edit(
          l10n.t('Tags, with commas between them'),
          answers.tags.join(', '),
          tagsProblem,
        );
        if (text !== undefined) answers.tags = splitList(text);
      },
    },
  ];
}
