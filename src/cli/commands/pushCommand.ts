import { defineCommand } from '../command.ts';
import { COPY_OPTIONS, performCopy } from '../performCopy.ts';

export const pushCommand = defineCommand({
  name: 'push',
  summary: 'Copy a version to another store',
  usage: 'push REF STORE [--with-lineage] [--to-project PROJECT] [--to-entity ENTITY] [--project PROJECT]',
  details: `STORE is a name given by amphora remote add, the address of a server, or a folder. What is there already is not
sent again, so that one that broke off goes on when it is asked again. The digest stays the same.`,
  access: 'read',
  words: ['REF', 'STORE'],
  options: COPY_OPTIONS,
  run: (context, input) => performCopy(context, input, 'push'),
});
