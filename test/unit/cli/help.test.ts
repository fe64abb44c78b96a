import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { commandHelp, helpJson, overview } from '../../../src/cli/help.ts';

const DOCS = fs.readFileSync(path.resolve(import.meta.dirname, '../../../docs/cli.md'), 'utf8');

describe('docs/cli.md', () => {
  it('describes the commands there are, with their usage', () => {
    expect([...DOCS.matchAll(/^## amphora (.*)$/gm)].map(match => match[1]).toSorted()).toEqual(
      COMMANDS.map(command => command.name).toSorted(),
    );
    for (const { name, usage } of COMMANDS)
      expect(DOCS).toContain(`## amphora ${name}\n\n\`amphora ${usage}\`\n`);
  });
});

describe('help', () => {
  it('lists every command', () => {
    const text = overview(COMMANDS);
    for (const { name, summary } of COMMANDS)
      expect(text).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20)}`, 'm'));
  });

  it.each(COMMANDS)('of $name names every option and word in its usage', command => {
    const own = Object.keys(command.options).map(name => `--${name}`);
    for (const word of [...own, ...command.words]) expect(command.usage).toContain(word);
    expect(command.usage.startsWith(command.name)).toBe(true);
    for (const option of [...own, '--store', '--json', '--help']) {
      expect(commandHelp(command)).toMatch(new RegExp(`^  ${option}\\b.*  \\S`, 'm'));
    }
  });

  it('is told as JSON with all that the text says', () => {
    const help = helpJson(COMMANDS);
    expect(help.commands.map(command => command.name)).toEqual(COMMANDS.map(command => command.name));
    for (const [index, { usage, description, options }] of help.commands.entries()) {
      const text = commandHelp(COMMANDS[index]!);
      expect(text).toContain(usage);
      const words = text.replace(/\s+/g, ' ');
      const { summary } = COMMANDS[index]!;
      expect(description.startsWith(`${summary}.`)).toBe(true);
      const details = description.slice(summary.length + 1).trim();
      for (const paragraph of details.split('\n\n')) expect(words).toContain(paragraph);
      for (const option of [...options, ...help.options]) {
        expect(text).toContain(`${option.name}${option.value === null ? '' : ` ${option.value}`}`);
        expect(text).toContain(option.description);
      }
    }
    const log = help.commands.find(command => command.name === 'log');
    expect(log?.options).toContainEqual({
      name: '--name',
      value: 'NAME',
      required: true,
      repeatable: false,
      description: 'Name of the artifact, such as mnist-raw',
    });
  });

  it('fits a terminal of 120 columns but for usage lines', () => {
    for (const command of COMMANDS) {
      const lines = commandHelp(command)
        .split('\n')
        .filter(line => !line.startsWith('usage:'));
      expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(120);
    }
  });
});
