// What may stand behind `npm start --`.
import { parseArgs } from 'node:util';
import { fail } from './failure.mjs';

const OPTIONS = {
  browser: {
    type: 'boolean',
    help: 'open the VS Code from npm in the browser, also where there is a `code`',
  },
  port: { type: 'string', value: 'N', help: 'port of the VS Code from npm (0: any free one)' },
  'no-open': { type: 'boolean', help: 'only print its address' },
  folder: { type: 'string', value: 'DIR', help: 'place of the sample (.sample)' },
  prepare: { type: 'boolean', help: 'only build and make the sample' },
  help: { type: 'boolean', help: 'show this help' },
};

const usage = 'usage: npm start [-- OPTION…]';

function wrong(problem) {
  fail(`${problem}; npm start -- --help lists the options.`, { exitCode: 2 });
}

export function startHelp() {
  const rows = Object.entries(OPTIONS).map(([name, { value, help }]) => [
    `  --${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
  const width = Math.max(...rows.map(([option]) => option.length));
  return [
    'Opens a real VS Code with the extension on the sample workspace.',
    '',
    usage,
    '',
    ...rows.map(([option, help]) => `${option.padEnd(width)}  ${help}`),
  ].join('\n');
}

/** The values of the options given; ends the script with one sentence and exit code 2 where they are wrong. */
export function parseStartOptions(args) {
  const options = Object.fromEntries(Object.entries(OPTIONS).map(([name, { type }]) => [name, { type }]));
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
  const values = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') wrong(`"${token.value}" is no option`);
    const known = Object.hasOwn(OPTIONS, token.name) ? OPTIONS[token.name] : undefined;
    if (!known) wrong(`There is no option ${token.rawName}`);
    if (known.type === 'string' && !token.value)
      wrong(`${token.rawName} needs a value: ${token.rawName} ${known.value}`);
    if (known.type === 'boolean' && token.value !== undefined) wrong(`${token.rawName} takes no value`);
    values[token.name] = token.value ?? true;
  }
  if (values.port !== undefined && !(/^\d+$/.test(values.port) && Number(values.port) < 65_536)) {
    wrong(`--port takes a number from 0 to 65535, not "${values.port}"`);
  }
  return values;
}
