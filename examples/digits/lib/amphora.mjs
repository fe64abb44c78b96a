import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { readJson } from './step.mjs';

/**
 * @typedef {object} Step
 * @property {Record<string, unknown>} config settings, which the step finds in the file named by AMPHORA_CONFIG
 * @property {string[]} [use] references of the versions that it reads
 * @property {string} log `name:type` of what it writes to out/<name>
 * @property {string} metadata JSON file in that folder, kept as the metadata of the version
 * @property {string} description
 * @property {string} [alias]
 */

/**
 * The `amphora` command for one store and project. It is taken from the environment variable AMPHORA_CLI (path
 * of a cli.js), else from the PATH.
 * @param {{ store?: string, project: string, folder: string }} options folder: the one with `steps/` in it
 */
export function createAmphora({ store, project, folder }) {
  const script = process.env.AMPHORA_CLI;
  const [program, first] = script ? [process.execPath, [path.resolve(script)]] : ['amphora', []];
  const where = store ? ['--store', path.resolve(store)] : [];
  // Steps are started as `node`: let that be the Node that runs this.
  const PATH = path.dirname(process.execPath) + path.delimiter + process.env.PATH;

  /** @param {string[]} args */
  function amphora(...args) {
    const { stdout, status, error } = spawnSync(program, [...first, ...args], {
      cwd: folder,
      env: { ...process.env, PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    if (error) {
      throw new Error(
        `${program} could not be started. Put it on the PATH, or set AMPHORA_CLI to its cli.js.`,
        {
          cause: error,
        },
      );
    }
    if (status !== 0)
      throw new Error(`amphora ${args.slice(0, 3).join(' ')} ended with exit code ${status}.`);
    return stdout;
  }

  return {
    /**
     * Runs steps/<jobType>.mjs and keeps what it writes.
     * @param {string} jobType
     * @param {Step} step
     */
    step(jobType, { config, use = [], log, metadata, description, alias }) {
      const name = log.slice(0, log.indexOf(':'));
      const output = `out/${name}`;
      const args = ['run', ...where, '--project', project, '--json', '--job-type', jobType];
      args.push('--config', JSON.stringify(config), '--log', `${log}=${output}`);
      for (const reference of use) args.push('--use', reference);
      args.push('--metadata', `${name}=@${output}/${metadata}`, '--description', `${name}=${description}`);
      if (alias) args.push('--alias', `${name}=${alias}`);
      const { run, outputs } = JSON.parse(amphora(...args, '--', 'node', `steps/${jobType}.mjs`));
      const reference = `${name}:v${outputs[0].version}`;
      console.error(`${jobType} ${run.name} made ${reference}`);
      return { reference, metadata: readJson(path.join(folder, output, metadata)) };
    },

    /**
     * @param {string} reference
     * @param {string} alias
     */
    addAlias(reference, alias) {
      amphora('alias', 'add', ...where, `${project}/${reference}`, alias);
      console.error(`${reference} is ${alias}`);
    },
  };
}
