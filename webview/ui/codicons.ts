import type { Glyph } from '../../src/picture/glyphs.ts';

/** Glyphs of the icon font that are drawn as text in pictures; in HTML use the font's own classes. */
export const GLYPHS: Readonly<Record<Glyph | 'history', string>> = {
  database: '\uEACE',
  'symbol-class': '\uEB5B',
  package: '\uEB29',
  loading: '\uEB19',
  pass: '\uEBA4',
  error: '\uEA87',
  'circle-slash': '\uEABD',
  'run-all': '\uEB9E',
  history: '\uEA82',
};
