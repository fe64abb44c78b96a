import path from 'node:path';
import tseslint from 'typescript-eslint';
import { exactJsonRule } from './scripts/lib/exactJsonRule.mjs';

/** Everything above a folder, by the folders' names: arrows point down only. */
const layers = [
  'core',
  'picture',
  'protocol',
  'git',
  'store',
  'transfer',
  'pages',
  'worker',
  'server',
  'cli',
  'extension',
];

const nodeBuiltins = { regex: '^node:', message: 'This code also runs in a browser: no Node here.' };
const vscode = { regex: '^vscode$', message: 'Only src/extension may import vscode.' };
const controlKit = { regex: '^@vscode-elements/', message: 'Only webview/ui imports the control kit.' };

/** Forbids some folders of src, and whatever else is named, to the files of one folder. */
const boundary = (files, allowed, ...more) => {
  const others = layers.filter(name => !allowed.includes(name));
  // The contracts of pages lie in a folder that is called as the layer of their answers.
  const outside = others.includes('protocol') ? '' : '(?!(.*/)?protocol/)';
  const upward = {
    regex: `^\\.\\.?/${outside}(.*/)?(${others.join('|')})/`,
    message: `Arrows point down: ${files[0]} does not import ${others.join(', ')}.`,
  };
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: [upward, ...more] }] } };
};

/** Shapes that the house does without. */
const restrictedSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Export it by its name.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  { selector: 'ExportAllDeclaration', message: 'Import from the file itself; there are no barrels.' },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      'dist',
      'out',
      'coverage',
      'test-results',
      '.sample',
      'test/sdk/.environments',
      'examples/**/out',
      'examples/**/artifacts',
      'examples/**/wandb',
      'examples/**/.venv',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: path.resolve(import.meta.dirname) },
    },
    rules: {
      // A number in a text is what it looks like.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // A type parameter that says what JSON or SQL gives back is clearer than a cast at each call.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Options and services are records of functions that use no `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-empty-function': ['error', { allow: ['methods', 'arrowFunctions'] }],
      // Spreading a text gives its code points, which is what is asked for where it is done.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.{ts,mjs,js}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': ['error', ...restrictedSyntax],
      'no-control-regex': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-var': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    // The one reader and the one writer.
    ignores: ['src/core/json.ts', 'src/core/longIntegers.ts'],
    plugins: { amphora: { rules: { 'exact-json': exactJsonRule } } },
    rules: { 'amphora/exact-json': 'error' },
  },
  { files: ['**/*.{mjs,js}'], languageOptions: { sourceType: 'module' } },
  // Tools that read their configuration from a default export.
  {
    files: ['*.config.{mjs,ts}', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax.slice(1)] },
  },
  boundary(['src/core/**'], ['core'], nodeBuiltins, vscode),
  boundary(['src/picture/**'], ['core', 'picture'], nodeBuiltins, vscode),
  boundary(['src/protocol/**'], ['core', 'protocol', 'pages'], nodeBuiltins, vscode, {
    regex: '^(\\.\\./)+pages/',
    message: 'Arrows point down: a contract does not import its answers.',
  }),
  boundary(['src/git/**'], ['core', 'git'], vscode),
  boundary(['src/store/**'], ['core', 'store'], vscode),
  boundary(['src/transfer/**'], ['core', 'git', 'store', 'transfer'], vscode),
  boundary(['src/pages/**'], ['core', 'protocol', 'store', 'pages'], vscode, {
    regex: '/store/(local|postgres|remote|catalog|s3|http)/',
    message: 'Pages are of any store: only its contract is known here.',
  }),
  boundary(
    ['src/worker/**'],
    layers.filter(name => !['cli', 'extension'].includes(name)),
    vscode,
  ),
  boundary(
    ['src/server/**'],
    layers.filter(name => !['cli', 'extension'].includes(name)),
    vscode,
  ),
  boundary(
    ['src/cli/**'],
    layers.filter(name => name !== 'extension'),
    vscode,
  ),
  boundary(
    ['src/extension/**'],
    layers.filter(name => !['cli', 'server'].includes(name)),
  ),
  boundary(['webview/**'], ['core', 'picture', 'protocol'], nodeBuiltins, vscode, controlKit),
  boundary(['webview/ui/**'], ['core', 'picture', 'protocol'], nodeBuiltins, vscode),
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Tests look into what they know to be there, and hand wrong values over on purpose.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    // Functions that are sent to a page, whose types Node's do not know.
    files: ['test/ui/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-call': 'off', '@typescript-eslint/no-unsafe-return': 'off' },
  },
  {
    // Typed arrays, indexed by what the same code has put into them.
    files: [
      '{webview/lineage,src/picture}/layout/**/*.ts',
      'src/pages/history/{Extremes,minMax,risingPoints,series}.ts',
    ],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-non-null-assertion': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    ignores: ['test/host/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [vscode] }] },
  },
);
