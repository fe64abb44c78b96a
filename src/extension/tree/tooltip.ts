import { MarkdownString } from 'vscode';

type Fact = readonly [label: string, value: string | undefined];

/** Text as Markdown that shows it as it is; spaces stay spaces, so that long lines wrap. */
function escaped(text: string): string {
  return new MarkdownString()
    .appendText(text)
    .value.replaceAll('<', '&lt;')
    .replace(/(&nbsp;)+/g, ' ');
}

/** A heading, a paragraph and facts, one a line. Names and texts of people are shown as text, whatever they hold. */
export function tooltip(heading: string, facts: readonly Fact[], paragraph = ''): MarkdownString {
  const known = facts.filter(([, value]) => value !== undefined && value !== '');
  const lines = known.map(([label, value]) => `- ${escaped(label)}: ${escaped(value ?? '')}`);
  const parts = [`**${escaped(heading)}**`, escaped(paragraph), lines.join('\n')];
  const markdown = new MarkdownString(parts.filter(part => part !== '').join('\n\n'));
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}
