/**
 * Numbers of a CSV text without quotes, one array a line.
 * @param {string} text
 * @param {string} source named in errors
 * @param {number} [columns] how many numbers each line must have; without it, as many as the first line
 * @returns {number[][]}
 */
export function parseNumbers(text, source, columns) {
  const lines = text.split(/\r?\n/).filter(line => line !== '');
  const width = columns ?? lines[0]?.split(',').length ?? 0;
  return lines.map((line, index) => {
    const numbers = line.split(',').map(cell => (cell.trim() === '' ? NaN : Number(cell)));
    if (numbers.length !== width || numbers.some(Number.isNaN)) {
      throw new Error(`Line ${index + 1} of ${source} is not ${width} numbers: ${line.slice(0, 60)}`);
    }
    return numbers;
  });
}

/**
 * @param {string[]} header
 * @param {Iterable<ArrayLike<string | number>>} rows
 */
export function formatCsv(header, rows) {
  return [header, ...rows].map(row => `${Array.from(row).join(',')}\n`).join('');
}

/**
 * As {@link parseNumbers}, for a text that starts with a header line of the given names.
 * @param {string} text
 * @param {string} source
 * @param {string[]} header
 */
export function parseTable(text, source, header) {
  const end = text.indexOf('\n');
  const found = text.slice(0, end).trimEnd();
  if (found !== header.join(','))
    throw new Error(`${source} starts with "${found}", not "${header.join(',')}".`);
  return parseNumbers(text.slice(end + 1), source, header.length);
}
