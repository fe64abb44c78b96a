import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';
import { install } from './install.mjs';
import { run } from './processes.mjs';
import { checkNode, isProjectNode, projectNode } from './projectNode.mjs';

/**
 * First thing in every script: dependencies are installed, and what follows runs on the project's own Node.
 * On another Node, the script is run again there and this process ends with its exit code.
 * Until this has passed, a script may import nothing but Node's own modules and scripts/lib.
 */
export async function bootstrap(scriptUrl) {
  try {
    checkNode();
    await install();
    if (isProjectNode()) return;
    const node = projectNode();
    const code = await run(node, [fileURLToPath(scriptUrl), ...process.argv.slice(2)]).catch(error => {
      throw new Failure(
        `The project's own Node does not run here (${error.code}); install Node 24 or newer, then run this again.`,
      );
    });
    process.exit(code);
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exit(1);
  }
}
