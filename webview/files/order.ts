import type { FileTree } from './fileTree.ts';

/** Names of a folder beyond which they are compared by prepared keys: asking the language takes a second for 100,000. */
const MANY = 2000;
/** Digits to which numbers in names are filled up, so that 9 comes before 10. */
const DIGITS = 16;

/** What lies in a folder in the order of VS Code's explorer: folders first, then by name, numbers by their value. */
export function nameOrder(tree: FileTree, nodes: Int32Array): Int32Array {
  const folders = nodes.filter(node => tree.isFolder(node));
  const files = nodes.filter(node => !tree.isFolder(node));
  return Int32Array.from([...inOrder(tree, folders), ...inOrder(tree, files)]);
}

function inOrder(tree: FileTree, nodes: Int32Array): readonly number[] {
  const named = [...nodes].map(node => ({ node, name: tree.name(node) }));
  if (nodes.length > MANY) {
    for (const each of named) each.name = keyOf(each.name);
    named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } else {
    const collator = new Intl.Collator(undefined, { numeric: true });
    named.sort((a, b) => collator.compare(a.name, b.name));
  }
  return named.map(({ node }) => node);
}

const keyOf = (name: string): string =>
  name.toLowerCase().replace(/\d+/g, digits => digits.padStart(DIGITS, '0'));
