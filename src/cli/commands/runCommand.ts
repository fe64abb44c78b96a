import { parseName } from '../../core/names.ts';
import { defineCommand } from '../command.ts';
import { readJsonArgument } from '../jsonArgument.ts';
import { chosenPlace, PROJECT_OPTION } from '../project.ts';
import { checkMetadata, planOutputs } from '../run/outputPlan.ts';
import { performRun } from '../run/performRun.ts';
import { resolveInputs } from '../run/inputs.ts';

export const runCommand = defineCommand({
  name: 'run',
  summary: 'Run a command and record what it used and made',
  usage:
    'run --job-type TYPE [--project PROJECT] [--name NAME] [--config JSON|@FILE] [--use REF]… [--log NAME:TYPE=PATH]… [--metadata NAME=JSON|@FILE]… [--description NAME=TEXT]… [--alias NAME=ALIAS]… -- COMMAND…',
  details: `Each --use is downloaded to artifacts/<name>:<version>, and the command finds its folder in AMPHORA_INPUT_<NAME>:
the artifact's name in capitals, with _ for every character that is not A-Z or 0-9. A name without any of
those is numbered by its place among the --use options: AMPHORA_INPUT_1.

The command also gets AMPHORA_STORE, AMPHORA_PROJECT, AMPHORA_RUN (the key of the run), AMPHORA_CONFIG (a file
with the config) and AMPHORA_SUMMARY (a file that it may write a JSON object to, kept as the run's summary).

If the command ends with 0, each --log is logged as made by the run. Otherwise nothing is logged, the run is kept as
failed, and amphora ends with the command's exit code: 128 and the signal's number if a signal ended it, 127 if
there is no such command.`,
  access: 'create',
  words: [],
  takesRest: true,
  options: {
    'job-type': { type: 'string', value: 'TYPE', required: true, help: 'Kind of work, such as train' },
    project: PROJECT_OPTION,
    name: { type: 'string', value: 'NAME', help: 'Name of the run; made up unless given' },
    config: { type: 'string', value: 'JSON|@FILE', help: 'Settings of the run' },
    use: { type: 'string', value: 'REF', multiple: true, help: 'Version that the command reads' },
    log: {
      type: 'string',
      value: 'NAME:TYPE=PATH',
      multiple: true,
      help: 'Folder or file to log afterwards',
    },
    metadata: {
      type: 'string',
      value: 'NAME=JSON|@FILE',
      multiple: true,
      help: 'Metadata of an output; the command may write the file',
    },
    description: { type: 'string', value: 'NAME=TEXT', multiple: true, help: 'Description of an output' },
    alias: { type: 'string', value: 'NAME=ALIAS', multiple: true, help: 'Alias of an output, beside latest' },
  },
  async run(context, { options, rest }) {
    const place = chosenPlace(context, options.project);
    const jobType = parseName(options['job-type'], 'a job type');
    const name = options.name === undefined ? undefined : parseName(options.name, 'a run');
    const outputs = planOutputs(options, context.folder);
    await checkMetadata(outputs, context.folder);
    const config =
      options.config === undefined
        ? {}
        : await readJsonArgument(options.config, context.folder, 'config-not-json');
    const service = await context.service();
    const inputs = await resolveInputs(context, service, options.use, place);
    return performRun(context, service, { place, jobType, name, config, inputs, outputs, command: rest });
  },
});
