/** What can be wrong with a file, as it stands in brackets in a failure's sentence; `src/extension/errors/words.ts` translates it. */
export const PROBLEMS = {
  special: 'it is a pipe, a socket or a device',
  replaced: 'it is no file any more',
  leadsNowhere: 'it is a link that leads nowhere',
  circle: 'it is a link to a folder that it lies in',
  link: 'it is a symbolic link',
  file: 'it is a file',
  folder: 'it is a folder',
  tooLong: 'its path is longer than this system allows',
} as const;
