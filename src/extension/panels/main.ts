/** A program of its own, beside the extension's: it is read with the first page, link or question about files. */
export { compareFiles } from '../commands/compareFiles.ts';
export { comparePages } from '../commands/comparePages.ts';
export { copyPageLinks } from '../commands/copyPageLink.ts';
export { findPages } from '../commands/findPages.ts';
export { goToFile } from '../commands/goToFile.ts';
export { openInBrowser } from '../commands/openInBrowser.ts';
export { openLink } from '../links/openLink.ts';
export { PagePanels } from './PagePanels.ts';
