import { html } from 'lit';
import type { GitState } from '../../src/protocol/pages/shared.ts';
import { t } from '../ui/l10n.ts';
import type { Fact } from './facts.ts';

/** Digits of a commit that are shown. */
const SHORT = 12;

/** Where the code of a run stood. */
export function gitFacts(git: GitState | undefined): readonly Fact[] {
  if (!git) return [];
  const { commit, branch, dirty, remote, address } = git;
  const short = commit?.slice(0, SHORT);
  const text =
    short === undefined ? undefined : dirty ? t('{commit} with changes', { commit: short }) : short;
  return [
    {
      name: t('Commit'),
      value: address === undefined ? text : html`<a href=${address}>${text}</a>`,
      code: true,
    },
    { name: t('Branch'), value: branch, code: true },
    { name: t('Remote'), value: remote, code: true },
  ];
}
