import type { Command } from './command.ts';
import { aliasCommand } from './commands/aliasCommand.ts';
import { auditCommand } from './commands/auditCommand.ts';
import { gcCommand } from './commands/gcCommand.ts';
import { getCommand } from './commands/getCommand.ts';
import { keysCommand } from './commands/keysCommand.ts';
import { lineageCommand } from './commands/lineageCommand.ts';
import { linkCommand } from './commands/linkCommand.ts';
import { logCommand } from './commands/logCommand.ts';
import { lsCommand } from './commands/lsCommand.ts';
import { migrateCommand } from './commands/migrateCommand.ts';
import { mvCommand } from './commands/mvCommand.ts';
import { openCommand } from './commands/openCommand.ts';
import { pullCommand } from './commands/pullCommand.ts';
import { pushCommand } from './commands/pushCommand.ts';
import { remoteCommand } from './commands/remoteCommand.ts';
import { rmCommand } from './commands/rmCommand.ts';
import { runCommand } from './commands/runCommand.ts';
import { serveCommand } from './commands/serveCommand.ts';
import { showCommand } from './commands/showCommand.ts';
import { teamsCommand } from './commands/teamsCommand.ts';
import { usersCommand } from './commands/usersCommand.ts';
import { verifyCommand } from './commands/verifyCommand.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  runCommand,
  logCommand,
  getCommand,
  lsCommand,
  showCommand,
  aliasCommand,
  linkCommand,
  mvCommand,
  rmCommand,
  lineageCommand,
  openCommand,
  pushCommand,
  pullCommand,
  remoteCommand,
  serveCommand,
  usersCommand,
  teamsCommand,
  keysCommand,
  auditCommand,
  migrateCommand,
  verifyCommand,
  gcCommand,
];
