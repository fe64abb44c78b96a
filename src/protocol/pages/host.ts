/**
 * What every page asks of what it is shown in: a panel of VS Code, or a browser. What a page shows it asks of the store by a contract
 * of its own, which its host hands on.
 */
import * as v from 'valibot';
import { filePath, flag, nothing, pagePath, runId, short, text, versionId } from './shared.ts';

const welcome = v.object({
  /** BCP 47 tag for numbers and dates, such as `ja`. */
  locale: text,
  /** English sentence -> sentence in the person's language. Empty for English. */
  messages: v.record(text, text),
  /** What to show: the path of a page address, unless the page has a state of its own to come back to. */
  path: text,
  /** Name of the remote store that it is in; empty for the local one, and in a browser. */
  store: text,
  /** Whether the person may change things here. */
  canEdit: flag,
  /** What a browser's page needs beside; undefined in VS Code. */
  browser: v.optional(
    v.object({
      /** Who is signed in. */
      user: text,
      /** What links into VS Code begin with, such as `vscode://publisher.name`. */
      editor: text,
    }),
  ),
  /** What was kept by `keep`: a choice of this person for all pages. */
  kept: v.record(text, flag),
});
export type Welcome = v.InferOutput<typeof welcome>;

/** A file of a version or of a run. */
const file = v.variant('of', [
  v.object({ of: v.literal('version'), id: versionId, path: filePath }),
  v.object({ of: v.literal('run'), id: runId, path: filePath }),
]);
export type FilePlace = v.InferOutput<typeof file>;

const versionFile = v.object({ id: versionId, path: filePath });

export const hostContract = {
  name: 'host',
  version: 1,
  requests: {
    /** First of all; the host may notify only after it. */
    ready: { params: nothing, result: welcome },
    /** Goes to another page. */
    open: { params: v.object({ path: pagePath, beside: v.optional(flag) }), result: nothing },
    /** An address of the web, such as a commit's. */
    openExternal: { params: v.object({ url: short }), result: nothing },
    /** A file in an editor. */
    openFile: { params: file, result: nothing },
    /** Two files of versions in the diff editor. */
    diff: { params: v.object({ left: versionFile, right: versionFile }), result: nothing },
    /** A version's files into a folder, or one of them to where the person says. */
    download: { params: v.object({ id: versionId }), result: nothing },
    saveFile: { params: file, result: nothing },
    /** In the views of the sidebar. */
    reveal: { params: v.object({ version: v.optional(versionId), run: v.optional(runId) }), result: nothing },
    /** The way out of an empty page: the command that logs a folder. */
    logFolder: { params: nothing, result: nothing },
    /** Text to the clipboard. */
    copy: { params: v.object({ text: v.pipe(v.string(), v.maxLength(1 << 20)) }), result: nothing },
    /** A link that opens this page in VS Code, to the clipboard. */
    copyLink: { params: v.object({ path: pagePath }), result: nothing },
    /** The same page in VS Code; from a browser. */
    openInEditor: { params: v.object({ path: pagePath }), result: nothing },
    /** The same page in a browser; from VS Code. */
    openInBrowser: { params: v.object({ path: pagePath }), result: nothing },
    /** Ends the session of a browser. */
    signOut: { params: nothing, result: nothing },
    /** Remembers a choice for every page. */
    keep: { params: v.object({ name: short, value: flag }), result: nothing },
    /** The title of the tab that the page is in. */
    title: { params: v.object({ path: pagePath, title: short }), result: nothing },
  },
  notifications: {
    /** Something in the store is not what it was: ask again for what is shown. */
    changed: nothing,
    /** Look at something else: the command was run again. */
    show: v.object({ path: text, canEdit: flag }),
  },
} as const;
export type HostContract = typeof hostContract;

const pageState = v.object({
  version: v.literal(1),
  path: pagePath,
  store: short,
  view: v.optional(v.unknown()),
});
/** What a page comes back to after it was hidden or the window restarted: what I look at and how I arranged it. */
export interface PageState {
  readonly version: 1;
  readonly path: string;
  readonly store: string;
  /** The page's own; it parses it. */
  readonly view?: unknown;
}

/** A remembered state; undefined where it is none. */
export function parsePageState(state: unknown): PageState | undefined {
  const parsed = v.safeParse(pageState, state);
  return parsed.success ? parsed.output : undefined;
}
