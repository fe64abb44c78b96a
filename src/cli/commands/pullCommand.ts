import { defineCommand } from '../command.ts';
import { COPY_OPTIONS, performCopy } from '../performCopy.ts';

export const pullCommand = defineCommand({
  name: 'pull',
  summary: 'Copy a version from another store',
  usage: 'pull REF STORE [--with-lineage] [--to-project PROJECT] [--to-entity ENTITY] [--project PROJECT]',
  details: `STORE is a name given by amphora remote add, the address of a server, or a folder. REF is looked for there, and the
version comes into this store; every byte is checked.`,
  access: 'create',
  words: ['REF', 'STORE'],
  options: COPY_OPTIONS,
  run: (context, input) => performCopy(context, input, 'pull'),
});
