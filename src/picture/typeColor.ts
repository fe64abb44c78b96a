/** Types and job types each have a colour of the theme's charts: the same everywhere and always. */

/** Red is left out because it means failure, orange because the usual themes make it too dim to be seen. */
const CHART_COLORS = ['green', 'blue', 'purple', 'yellow'] as const;

export type ChartColor = (typeof CHART_COLORS)[number];

export function chartColor(name: string): ChartColor {
  return CHART_COLORS[hash(name) % CHART_COLORS.length] ?? 'blue';
}

/** FNV-1a over UTF-16 code units, without its lowest bits, which mix least. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 8;
}
