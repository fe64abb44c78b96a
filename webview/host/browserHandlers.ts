import * as v from 'valibot';
import { formatPageAddress, parsePageAddress } from '../../src/core/pageAddress.ts';
import type { Handlers } from '../../src/protocol/host.ts';
import type { FilePlace, HostContract } from '../../src/protocol/pages/host.ts';

/** Where choices of this person are kept. */
const KEPT = 'amphora.kept';

const Kept = v.record(v.string(), v.boolean());

function keptHere(): v.InferOutput<typeof Kept> {
  try {
    const parsed = v.safeParse(Kept, JSON.parse(localStorage.getItem(KEPT) ?? '{}'));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

const welcomeShape = v.object({
  locale: v.string(),
  messages: v.record(v.string(), v.string()),
  user: v.string(),
  editor: v.string(),
});

/** What the server wrote into the page. */
function welcome(): v.InferOutput<typeof welcomeShape> {
  return v.parse(welcomeShape, JSON.parse(document.getElementById('welcome')?.textContent ?? 'null'));
}

const here = (): string => location.pathname + location.search;

function go(path: string, beside = false): void {
  const address = parsePageAddress(path);
  if (!address) return;
  if (beside) window.open(formatPageAddress(address), '_blank', 'noopener');
  else location.assign(formatPageAddress(address));
}

/** The address under which the server sends a file's bytes. */
function addressOf(file: FilePlace): string {
  return `/amphora/files/${file.of === 'version' ? 'versions' : 'runs'}/${encodeURIComponent(file.id)}/${escaped(file.path)}`;
}

/** A link into VS Code, which is told of which server it is. */
function openInEditor(path: string): void {
  const store = `store=${encodeURIComponent(location.origin)}`;
  location.assign(`${welcome().editor}${path}${path.includes('?') ? '&' : '?'}${store}`);
}

/** A path's names, each escaped. */
const escaped = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const done = Promise.resolve(null);

/** What a page does in a browser where a panel of VS Code would. */
export function browserHandlers(): Handlers<HostContract> {
  return {
    ready: () => {
      const { locale, messages, user, editor } = welcome();
      const browser = { user, editor };
      return Promise.resolve({
        locale,
        messages,
        path: here(),
        store: '',
        canEdit: true,
        browser,
        kept: keptHere(),
      });
    },
    open: ({ path, beside }) => {
      go(path, beside);
      return done;
    },
    openExternal: ({ url }) => {
      if (/^https?:\/\//.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
      return done;
    },
    openFile: file => {
      const address = parsePageAddress(here());
      // A server's own id of a run is no other store's: by its address the run is found in any, and the file on its page.
      if (file.of === 'run' && address?.page === 'run')
        openInEditor(formatPageAddress({ ...address, tab: 'files', file: file.path }));
      else openInEditor(`/file/${file.of}/${file.id}/${escaped(file.path)}`);
      return done;
    },
    diff: ({ left, right }) => {
      const name = (file: { id: string; path: string }): string =>
        encodeURIComponent(`${file.id}/${file.path}`);
      openInEditor(`/diff?left=${name(left)}&right=${name(right)}`);
      return done;
    },
    download: ({ id }) => {
      openInEditor(`/download/${id}`);
      return done;
    },
    saveFile: file => {
      location.assign(addressOf(file));
      return done;
    },
    // There is no sidebar here.
    reveal: () => done,
    logFolder: () => {
      openInEditor('/log');
      return done;
    },
    copy: async ({ text }) => {
      await navigator.clipboard.writeText(text);
      return null;
    },
    copyLink: async ({ path }) => {
      await navigator.clipboard.writeText(new URL(path, location.href).href);
      return null;
    },
    openInEditor: ({ path }) => {
      openInEditor(path);
      return done;
    },
    openInBrowser: () => done,
    signOut: async () => {
      const headers = { 'content-type': 'application/json' };
      await fetch('/amphora/sign-out', { method: 'POST', headers, body: '{}' });
      location.reload();
      return null;
    },
    keep: ({ name, value }) => {
      localStorage.setItem(KEPT, JSON.stringify({ ...keptHere(), [name]: value }));
      return done;
    },
    title: ({ title }) => {
      document.title = `${title} · Amphora`;
      return done;
    },
  };
}
