import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Absolute path of something in the repository, named by its parts. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Absolute path of a package's file in the repository's own node_modules. */
export const inPackage = (name, ...parts) => inRoot('node_modules', name, ...parts);
