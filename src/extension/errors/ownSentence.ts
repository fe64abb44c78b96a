import { l10n } from 'vscode';
import type { ErrorCode } from '../../core/errors.ts';

/** The sentence of a failure whose template in core names a way out on the command line: here it names VS Code's. */
export function ownSentence(
  code: ErrorCode,
  values: Readonly<Record<string, string | number>>,
): string | undefined {
  switch (code) {
    case 'target-changed':
      return l10n.t(
        'Files in "{path}" are not as {version} has them ({count}, for example "{example}"); move them away or choose Overwrite.',
        values,
      );
    case 'metadata-not-json':
      return l10n.t('The metadata is not a JSON object ({problem}); write an object in braces.', values);
    case 'version-in-use':
      return l10n.t(
        '{version} is in use by runs ({count}: {names}); choose Delete… in the Artifacts view if that is meant.',
        values,
      );
    case 'store-damaged':
      return l10n.t(
        'The catalog of the store "{path}" is damaged ({problem}); put back a copy of it, then choose Verify Store.',
        values,
      );
    case 'blob-damaged':
      return l10n.t(
        '"{path}" of {version} is damaged in the store; choose Verify Store, then log those files again.',
        values,
      );
    case 'manifest-damaged':
      return l10n.t(
        'The list of files of {version} is damaged in the store; choose Verify Store, then log it again.',
        values,
      );
    case 'remote-not-found':
      return l10n.t(
        'You are not signed in to a remote store "{name}"; choose Add Remote Store… to sign in.',
        values,
      );
    default:
      return undefined;
  }
}
