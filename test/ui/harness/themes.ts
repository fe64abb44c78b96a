/** What VS Code's own themes give a page: the variables that pages of ours use, and the class of the body. */

export interface Theme {
  readonly name: string;
  readonly bodyClass: string;
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

const fonts = {
  'font-family': "'Segoe UI', Ubuntu, 'Droid Sans', sans-serif",
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': "'Droid Sans Mono', monospace",
  'editor-font-size': '14px',
};

const dark: Theme = {
  name: 'Dark Modern',
  bodyClass: 'vscode-dark',
  kind: 'vscode-dark',
  variables: {
    ...fonts,
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    errorForeground: '#f85149',
    focusBorder: '#0078d4',
    'icon-foreground': '#cccccc',
    'editor-background': '#1f1f1f',
    'editorWidget-background': '#202020',
    'sideBar-background': '#181818',
    'widget-border': '#313131',
    'widget-shadow': 'rgba(0, 0, 0, 0.36)',
    'badge-background': '#616161',
    'badge-foreground': '#f8f8f8',
    'button-background': '#0078d4',
    'button-border': 'rgba(255, 255, 255, 0.1)',
    'button-foreground': '#ffffff',
    'button-hoverBackground': '#026ec1',
    'button-secondaryBackground': 'rgba(0, 0, 0, 0)',
    'button-secondaryForeground': '#cccccc',
    'button-secondaryHoverBackground': '#2b2b2b',
    'list-hoverBackground': '#2a2d2e',
    'list-activeSelectionBackground': '#04395e',
    'menu-background': '#1f1f1f',
    'menu-border': '#454545',
    'menu-foreground': '#cccccc',
    'menu-selectionBackground': '#0078d4',
    'menu-selectionForeground': '#ffffff',
    'menu-separatorBackground': '#454545',
    'toolbar-hoverBackground': 'rgba(90, 93, 94, 0.31)',
    'toolbar-activeBackground': 'rgba(99, 102, 103, 0.31)',
    'scrollbarSlider-background': 'rgba(121, 121, 121, 0.4)',
    'minimap-background': '#1f1f1f',
    'charts-foreground': '#cccccc',
    'charts-red': '#f14c4c',
    'charts-blue': '#59a4f9',
    'charts-yellow': '#cca700',
    'charts-green': '#89d185',
    'charts-purple': '#b180d7',
  },
};

const light: Theme = {
  name: 'Light Modern',
  bodyClass: 'vscode-light',
  kind: 'vscode-light',
  variables: {
    ...dark.variables,
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    focusBorder: '#005fb8',
    'icon-foreground': '#3b3b3b',
    'editor-background': '#ffffff',
    'editorWidget-background': '#f8f8f8',
    'sideBar-background': '#f8f8f8',
    'widget-border': '#e5e5e5',
    'widget-shadow': 'rgba(0, 0, 0, 0.16)',
    'badge-background': '#cccccc',
    'badge-foreground': '#3b3b3b',
    'button-background': '#005fb8',
    'button-border': 'rgba(0, 0, 0, 0.1)',
    'button-hoverBackground': '#0258a8',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'button-secondaryHoverBackground': '#cccccc',
    'list-hoverBackground': '#f2f2f2',
    'list-activeSelectionBackground': '#e8e8e8',
    'menu-background': '#ffffff',
    'menu-border': '#cecece',
    'menu-foreground': '#3b3b3b',
    'menu-selectionBackground': '#005fb8',
    'menu-separatorBackground': '#d4d4d4',
    'toolbar-hoverBackground': 'rgba(184, 184, 184, 0.31)',
    'toolbar-activeBackground': 'rgba(166, 166, 166, 0.31)',
    'minimap-background': '#ffffff',
    'charts-foreground': '#3b3b3b',
    'charts-red': '#e51400',
    'charts-blue': '#0063d3',
    'charts-yellow': '#bf8803',
    'charts-green': '#388a34',
    'charts-purple': '#652d90',
  },
};

/** High contrast themes leave most colours out and give borders instead. */
function contrast(
  name: string,
  bodyClass: string,
  from: Theme,
  colors: { text: string; surface: string; border: string; focus: string; badge: string; badgeText: string },
): Theme {
  const { text, surface, border, focus, badge, badgeText } = colors;
  const charts = Object.entries(from.variables).filter(([key]) => key.startsWith('charts-'));
  return {
    name,
    bodyClass,
    kind: bodyClass.split(' ')[0] ?? bodyClass,
    variables: {
      ...fonts,
      ...Object.fromEntries(charts),
      foreground: text,
      descriptionForeground: text,
      errorForeground: text,
      focusBorder: focus,
      contrastBorder: border,
      contrastActiveBorder: focus,
      'icon-foreground': text,
      'editor-background': surface,
      'editorWidget-background': surface,
      'editorWidget-border': border,
      'sideBar-background': surface,
      'badge-background': badge,
      'badge-foreground': badgeText,
      'button-background': badge,
      'button-foreground': badgeText,
      'button-border': border,
      'button-secondaryForeground': text,
      'menu-background': surface,
      'menu-border': border,
      'menu-foreground': text,
      'menu-selectionBorder': focus,
      'menu-separatorBackground': border,
      'toolbar-hoverOutline': focus,
      'minimap-background': surface,
    },
  };
}

const darkContrast = contrast('Dark High Contrast', 'vscode-high-contrast', dark, {
  text: '#ffffff',
  surface: '#000000',
  border: '#6fc3df',
  focus: '#f38518',
  badge: '#000000',
  badgeText: '#ffffff',
});

const lightContrast = contrast(
  'Light High Contrast',
  'vscode-high-contrast-light vscode-high-contrast',
  light,
  {
    text: '#292929',
    surface: '#ffffff',
    border: '#0f4a85',
    focus: '#006bbd',
    badge: '#0f4a85',
    badgeText: '#ffffff',
  },
);

export const THEMES: readonly Theme[] = [dark, light, darkContrast, lightContrast];
export const DARK: Theme = dark;
