import { html, type TemplateResult } from 'lit';
import type { Client } from '../../src/protocol/client.ts';
import type { ArtifactContract, ArtifactOverview } from '../../src/protocol/pages/artifact.ts';
import '../files/filesView.ts';
import type { FileList } from '../files/fileList.ts';
import type { Shell } from '../host/shell.ts';
import { pending } from '../parts/notice.ts';
import type { Resource } from '../parts/resource.ts';
import type { FileHost } from '../preview/fileSource.ts';

type Id = ArtifactOverview['version']['id'];

/** The files of a version, and the one of them that is shown. */
export class FilesTab {
  readonly #client: Client<ArtifactContract>;
  readonly #shell: Shell;
  #made: { readonly id: Id; readonly list: FileList; readonly host: FileHost } | undefined;

  constructor(client: Client<ArtifactContract>, shell: Shell) {
    this.#client = client;
    this.#shell = shell;
  }

  /** @param select is told the path of the file that the person chose */
  render(
    files: Resource<FileList>,
    { version: { id } }: ArtifactOverview,
    selected: string | undefined,
    select: (path: string) => void,
  ): TemplateResult {
    files.need();
    const { value, failure } = files;
    if (!value) {
      return pending(failure, () => files.load());
    }
    if (this.#made?.id !== id || this.#made.list !== value) {
      this.#made = { id, list: value, host: this.#hostOf(id, value) };
    }
    return html`<div class="files-tab">
      <amphora-files
        .list=${value}
        .selected=${selected}
        .host=${this.#made.host}
        .onSelect=${select}
      ></amphora-files>
    </div>`;
  }

  #hostOf(id: Id, { paths, sizes, references }: FileList): FileHost {
    const places = new Map(paths.map((path, place) => [path, place]));
    const client = this.#client;
    const shell = this.#shell;
    return {
      source: path => {
        const place = places.get(path);
        if (place === undefined || references.has(place)) return undefined;
        return {
          path,
          size: sizes[place] ?? 0,
          read: (limit, signal) => client.request('getFile', { id, path, limit }, signal),
        };
      },
      open: path => shell.act('openFile', { of: 'version', id, path }),
      save: path => shell.act('saveFile', { of: 'version', id, path }),
      copy: text => shell.act('copy', { text }),
    };
  }
}
