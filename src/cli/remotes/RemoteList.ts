/** Remote stores that were given a name, with their keys, in a file that only its owner can read. */
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { AmphoraError } from '../../core/errors.ts';
import { isSystemError, systemProblem } from '../../store/systemError.ts';

const Remote = v.object({ name: v.string(), url: v.string(), apiKey: v.string() });
const File = v.object({ remotes: v.array(Remote) });
export type NamedRemote = v.InferOutput<typeof Remote>;

const OWNER_ONLY = 0o600;

export class RemoteList {
  readonly #file: string;

  /** @param folder where the file is kept: the one that stores are in by default */
  constructor(folder: string) {
    this.#file = path.join(folder, 'remotes.json');
  }

  /** By name. @throws AmphoraError `remotes-damaged` */
  async all(): Promise<readonly NamedRemote[]> {
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch (error) {
      if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return [];
      throw this.#damaged(systemProblem(error), error);
    }
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), File), text);
    if (!parsed.success) throw this.#damaged('it is not what was written there');
    return [...parsed.output.remotes].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async find(name: string): Promise<NamedRemote | undefined> {
    return (await this.all()).find(remote => remote.name === name);
  }

  /** @throws AmphoraError `remote-exists` */
  async add(remote: NamedRemote): Promise<void> {
    const all = await this.all();
    if (all.some(({ name }) => name === remote.name))
      throw new AmphoraError('remote-exists', { name: remote.name });
    await this.#write([...all, remote]);
  }

  /** @throws AmphoraError `remote-not-found` */
  async remove(name: string): Promise<void> {
    const all = await this.all();
    const rest = all.filter(remote => remote.name !== name);
    if (rest.length === all.length) throw new AmphoraError('remote-not-found', { name });
    await this.#write(rest);
  }

  async #write(remotes: readonly NamedRemote[]): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.${String(process.pid)}`;
    await writeFile(draft, `${JSON.stringify({ remotes }, undefined, 2)}\n`, { mode: OWNER_ONLY });
    // One that was left behind keeps the mode it had.
    await chmod(draft, OWNER_ONLY);
    await rename(draft, this.#file);
  }

  #damaged(problem: string, cause?: unknown): AmphoraError {
    return new AmphoraError('remotes-damaged', { path: this.#file, problem }, { cause });
  }
}
