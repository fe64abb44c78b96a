/**
 * The report as a person reads it, in Markdown.
 * @param {number[]} sizes of the network's layers
 * @param {{ accuracy: number, loss: number, examples: number }} metrics
 * @param {number[][]} confusion true digits down, predicted ones across
 * @param {{ row: number, label: number, predicted: number, probability: number, loss: number, picture: string }[]} hardest
 */
export function formatReport(sizes, metrics, confusion, hardest) {
  const digits = confusion.map((_, digit) => digit);
  return `# Test of the network ${sizes.join('-')}

${(100 * metrics.accuracy).toFixed(1)} % of ${metrics.examples} test digits are recognised. Mean loss: ${metrics.loss.toFixed(4)}.

## Which digit is taken for which

Lines are the digits written, columns the digits recognised.

${table(
  ['', ...digits],
  confusion.map((counts, digit) => [`**${digit}**`, ...counts.map(count => count || '·')]),
)}

## The hardest digits

${table(
  ['picture', 'is', 'said', 'sure by', 'loss', 'line of the data'],
  hardest.map(example => [
    `![${example.label}](${example.picture})`,
    example.label,
    example.predicted,
    `${(100 * example.probability).toFixed(0)} %`,
    example.loss.toFixed(3),
    example.row,
  ]),
)}
`;
}

function table(header, rows) {
  return [header, header.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
