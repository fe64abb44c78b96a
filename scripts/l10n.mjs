// Writes l10n/bundle.l10n.json (English: each text is its own key) from the sources, and checks that the other languages
// have the same texts with the same {placeholders}. With --check nothing is written: a difference is a failure.
import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import { ERROR_TEMPLATES, HINT_TEMPLATES } from '../src/core/errorTemplates.ts';
import { inRoot, root } from './lib/paths.mjs';

const check = process.argv.includes('--check');
const problems = [];

/** Where text is shown, and what the function is called there that translates it. */
const places = [
  { folder: 'src/extension', isTranslator: callee => callee.getText() === 'l10n.t' },
  { folder: 'src/server/browser', isTranslator: callee => callee.getText() === 't' },
  { folder: 'webview', isTranslator: callee => callee.getText() === 't' },
];

/** Calls whose texts are not written in them: they are the error templates. */
const dynamic = new Set(['src/extension/errors/describeError.ts', 'webview/ui/l10n.ts']);

function textsOf(file, isTranslator) {
  const texts = [];
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const name = path.relative(root, file);
  const visit = node => {
    if (ts.isCallExpression(node) && isTranslator(node.expression)) {
      const [text] = node.arguments;
      if (text && ts.isStringLiteralLike(text)) texts.push(text.text);
      else if (!dynamic.has(name)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        problems.push(`${name}:${line + 1} translates a text that is not written there.`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function sourcesIn(folder) {
  if (!fs.existsSync(inRoot(folder))) return [];
  const names = fs.readdirSync(inRoot(folder), { recursive: true });
  return names
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => inRoot(folder, name));
}

const placeholders = text => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join();

function checkLanguage(language, texts) {
  const file = `l10n/bundle.l10n.${language}.json`;
  const translated = JSON.parse(fs.readFileSync(inRoot(file), 'utf8'));
  for (const text of texts) {
    const translation = translated[text];
    if (typeof translation !== 'string' || translation === '')
      problems.push(`${file} lacks ${JSON.stringify(text)}.`);
    else if (placeholders(translation) !== placeholders(text)) {
      problems.push(`${JSON.stringify(text)} in ${file} has other placeholders than the English.`);
    }
  }
  const known = new Set(texts);
  for (const text of Object.keys(translated)) {
    if (!known.has(text)) problems.push(`${file} has ${JSON.stringify(text)}, which is used nowhere.`);
  }
}

const found = places.flatMap(({ folder, isTranslator }) =>
  sourcesIn(folder).flatMap(file => textsOf(file, isTranslator)),
);
const texts = [
  ...new Set([...found, ...Object.values(ERROR_TEMPLATES), ...Object.values(HINT_TEMPLATES)]),
].sort();
const target = inRoot('l10n/bundle.l10n.json');
const options = { ...(await resolveConfig(target)), filepath: target };
const bundle = await format(JSON.stringify(Object.fromEntries(texts.map(text => [text, text]))), options);
if (!fs.existsSync(target) || fs.readFileSync(target, 'utf8') !== bundle) {
  if (check) problems.push('l10n/bundle.l10n.json is not what the sources say; run "node scripts/l10n.mjs".');
  else fs.writeFileSync(target, bundle);
}
for (const language of ['ja', 'ko']) checkLanguage(language, texts);

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
