/** The folders that the paths of files make, in arrays that hold a hundred thousand of them without an object for each. */

/** A list of integers that grows. */
function larger(values: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(values.length * 2);
  grown.set(values);
  return grown;
}

/** Nodes are folders and files; node 0 is the folder around all of them, and every folder comes before what is in it. */
export class FileTree {
  readonly paths: readonly string[];
  readonly count: number;
  readonly #parents: Int32Array;
  /** A path that leads through the node. */
  readonly #through: Int32Array;
  /** Where the node's name begins in that path. */
  readonly #from: Int32Array;
  readonly #isFolder: Uint8Array;
  readonly #sizes: Float64Array;
  readonly #files: Int32Array;
  readonly #childFrom: Int32Array;
  readonly #children: Int32Array;

  /**
   * @param paths such that those in the same folder follow each other, as in the order of their bytes
   * @param sizes bytes, in the same order
   */
  constructor(paths: readonly string[], sizes: readonly number[]) {
    this.paths = paths;
    let parents = new Int32Array(Math.max(64, paths.length * 2));
    let through = new Int32Array(parents.length);
    let from = new Int32Array(parents.length);
    const folders: number[] = [];
    let count = 0;
    const add = (parent: number, path: number, start: number): number => {
      if (count === parents.length)
        [parents, through, from] = [larger(parents), larger(through), larger(from)];
      parents[count] = parent;
      through[count] = path;
      from[count] = start;
      return count++;
    };
    folders.push(add(-1, 0, 0));
    // The folders that the last path leads through, and where in it each ends.
    const open: { readonly node: number; readonly end: number }[] = [];
    const fileNodes = new Int32Array(paths.length);
    let before = '';
    for (const [place, path] of paths.entries()) {
      const common = commonLength(before, path);
      while (open.length > 0 && (open.at(-1)?.end ?? 0) > common) open.pop();
      let { node, end } = open.at(-1) ?? { node: 0, end: 0 };
      for (let slash = path.indexOf('/', end); slash >= 0; slash = path.indexOf('/', end)) {
        node = add(node, place, end);
        folders.push(node);
        end = slash + 1;
        open.push({ node, end });
      }
      fileNodes[place] = add(node, place, end);
      before = path;
    }
    this.count = count;
    this.#parents = parents;
    this.#through = through;
    this.#from = from;
    this.#isFolder = new Uint8Array(count);
    for (const folder of folders) this.#isFolder[folder] = 1;
    this.#sizes = new Float64Array(count);
    this.#files = new Int32Array(count);
    for (const [place, node] of fileNodes.entries()) {
      this.#sizes[node] = sizes[place] ?? 0;
      this.#files[node] = 1;
    }
    this.#fileNodes = fileNodes;
    this.#sum();
    [this.#childFrom, this.#children] = this.#childLists();
  }

  readonly #fileNodes: Int32Array;

  isFolder(node: number): boolean {
    return this.#isFolder[node] === 1;
  }

  /** -1 for the folder around all. */
  parent(node: number): number {
    return this.#parents[node] ?? -1;
  }

  name(node: number): string {
    const path = this.paths[this.#through[node] ?? 0] ?? '';
    const from = this.#from[node] ?? 0;
    const end = this.isFolder(node) ? path.indexOf('/', from) : path.length;
    return node === 0 ? '' : path.slice(from, end);
  }

  /** Without a slash at its end. */
  path(node: number): string {
    const path = this.paths[this.#through[node] ?? 0] ?? '';
    if (node === 0) return '';
    return this.isFolder(node) ? path.slice(0, path.indexOf('/', this.#from[node] ?? 0)) : path;
  }

  /** Bytes; of a folder those of all in it. */
  size(node: number): number {
    return this.#sizes[node] ?? 0;
  }

  /** Files; of a folder all in it. */
  files(node: number): number {
    return this.#files[node] ?? 0;
  }

  /** A file's place in `paths`. */
  place(node: number): number {
    return this.#through[node] ?? 0;
  }

  /** The node of the file at a place in `paths`. */
  nodeAt(place: number): number {
    return this.#fileNodes[place] ?? -1;
  }

  depth(node: number): number {
    let depth = 0;
    for (let at = this.parent(node); at > 0; at = this.parent(at)) depth++;
    return depth;
  }

  /** What lies directly in a folder, in the order of the paths. */
  children(node: number): Int32Array {
    return this.#children.subarray(this.#childFrom[node] ?? 0, this.#childFrom[node + 1] ?? 0);
  }

  #sum(): void {
    for (let node = this.count - 1; node > 0; node--) {
      const parent = this.parent(node);
      this.#sizes[parent] = this.size(parent) + this.size(node);
      this.#files[parent] = this.files(parent) + this.files(node);
    }
  }

  #childLists(): readonly [Int32Array, Int32Array] {
    const from = new Int32Array(this.count + 1);
    for (let node = 1; node < this.count; node++)
      from[this.parent(node) + 1] = (from[this.parent(node) + 1] ?? 0) + 1;
    for (let node = 0; node < this.count; node++) from[node + 1] = (from[node + 1] ?? 0) + (from[node] ?? 0);
    const next = from.slice();
    const children = new Int32Array(Math.max(0, this.count - 1));
    for (let node = 1; node < this.count; node++) {
      const at = next[this.parent(node)] ?? 0;
      children[at] = node;
      next[this.parent(node)] = at + 1;
    }
    return [from, children];
  }
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}
