import { DocumentDropEdit, DocumentDropOrPasteEditKind, l10n, languages } from 'vscode';
import type { Disposable } from 'vscode';
import { PYTHON_USAGE } from './dragAndDrop.ts';

/** Dropping a version into a Python editor (with Shift) writes the lines that use it. */
export function registerPythonDrop(): Disposable {
  return languages.registerDocumentDropEditProvider(
    { language: 'python' },
    {
      async provideDocumentDropEdits(_document, _position, transfer) {
        const text = await transfer.get(PYTHON_USAGE)?.asString();
        if (text === undefined || text === '') return undefined;
        return new DocumentDropEdit(
          text,
          l10n.t('Use Artifact'),
          DocumentDropOrPasteEditKind.Empty.append('amphora'),
        );
      },
    },
    { dropMimeTypes: [PYTHON_USAGE] },
  );
}
