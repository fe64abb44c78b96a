/** A line of a terminal: its text, and how pieces of it look, as its control sequences say. */
import { controlAt } from './controls.ts';
import { type AnsiStyle, PLAIN, restyled } from './style.ts';

export interface Piece {
  readonly text: string;
  readonly style: AnsiStyle;
}

/** Places that a line may have; a program that asks for more is not taken at its word. */
const LONGEST = 100_000;

interface Cell {
  readonly text: string;
  readonly style: AnsiStyle;
}

/**
 * Reads one line as a terminal shows it: what a carriage return or a backspace goes back over is written over. Sequences that are not
 * about looks are left out. Never throws, whatever the line holds.
 */
export function parseAnsi(line: string): readonly Piece[] {
  if (line === '') return [];
  if (!hasControls(line)) return [{ text: line, style: PLAIN }];
  return joined(cellsOf(line));
}

/** The text alone. */
export function plainText(line: string): string {
  if (!hasControls(line)) return line;
  return parseAnsi(line)
    .map(({ text }) => text)
    .join('');
}

/** Whether there is anything in it that is no text; a tab is one. */
function hasControls(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if ((code < 32 && code !== TAB) || (code >= 127 && code < 160)) return true;
  }
  return false;
}

const TAB = 9;
const BACKSPACE = 8;
const RETURN = 13;

function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let style = PLAIN;
  let at = 0;
  for (let i = 0; i < line.length;) {
    const code = line.codePointAt(i) ?? 0;
    const control = controlAt(line, i);
    if (control) {
      i = control.end;
      if (control.final === 'm') style = restyled(style, control.parameters);
      else if (control.final === 'K') erase(cells, at, control.parameters);
      else at = Math.min(movedTo(at, control.final, control.parameters), cells.length, LONGEST);
      continue;
    }
    const character = String.fromCodePoint(code);
    i += character.length;
    if (code === RETURN) at = 0;
    else if (code === BACKSPACE) at = Math.max(0, at - 1);
    else if (code === TAB || !isControl(code)) cells[at++] = { text: character, style };
  }
  return cells;
}

const isControl = (code: number): boolean => code < 32 || (code >= 127 && code < 160);

/** Where the cursor of a line goes; up and down lead out of it and are not followed. */
function movedTo(at: number, final: string, parameters: string): number {
  const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
  if (final === 'C') return at + count;
  if (final === 'D') return Math.max(0, at - count);
  return final === 'G' ? count - 1 : at;
}

function erase(cells: Cell[], at: number, parameters: string): void {
  const blank: Cell = { text: ' ', style: PLAIN };
  if (parameters === '2') cells.length = 0;
  else if (parameters === '1') cells.fill(blank, 0, Math.min(at + 1, cells.length));
  else cells.length = Math.min(at, cells.length);
}

function joined(cells: readonly Cell[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  let style = PLAIN;
  for (const cell of cells) {
    if (cell.style !== style && text !== '') {
      pieces.push({ text, style });
      text = '';
    }
    ({ style } = cell);
    text += cell.text;
  }
  if (text !== '') pieces.push({ text, style });
  return pieces;
}
