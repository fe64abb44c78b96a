/** The amphora of media/, in lines. */
const LINES = [
  'M8.25 2.75h7.5',
  'M10 2.75v4.5c-2.3 1.1-3.5 2.9-3.5 5.1 0 3.5 3 5.65 4.5 8.15h2c1.5-2.5 4.5-4.65 4.5-8.15 0-2.2-1.2-4-3.5-5.1v-4.5',
  'M9.75 4.5c-3.75-1-5.75 1.25-3.15 5.25',
  'M14.25 4.5c3.75-1 5.75 1.25 3.15 5.25',
  'M9.5 21.25h5',
].join('');

const svg = (attributes: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="1.5" stroke-linecap="round" \
stroke-linejoin="round" ${attributes}><path d="${LINES}"/></svg>`;

/** As a part of a page, in the colour of its text. */
export const LOGO = svg('width="32" height="32" stroke="currentColor" aria-hidden="true"');

/** As the address of an image, in a grey that is seen on light and on dark. */
export const ICON = `data:image/svg+xml,${encodeURIComponent(svg('stroke="#808080"'))}`;
