// Writes package.json's contributes, activationEvents and capabilities, and package.nls.json, from src/extension/contributions;
// checks that the other languages have the same keys. With --check nothing is written: a difference is a failure.
import fs from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { createManifest } from '../src/extension/contributions/manifest.ts';
import { inRoot } from './lib/paths.mjs';

const check = process.argv.includes('--check');
const problems = [];

async function put(file, value) {
  const target = inRoot(file);
  const text = await format(JSON.stringify(value), { ...(await resolveConfig(target)), filepath: target });
  if (fs.existsSync(target) && fs.readFileSync(target, 'utf8') === text) return;
  if (check)
    problems.push(
      `${file} is not what src/extension/contributions says; run "node scripts/generateManifest.mjs".`,
    );
  else fs.writeFileSync(target, text);
}

function checkLanguage(language, texts) {
  const file = `package.nls.${language}.json`;
  const translated = JSON.parse(fs.readFileSync(inRoot(file), 'utf8'));
  for (const key of Object.keys(texts)) {
    if (!Object.hasOwn(translated, key)) problems.push(`${file} lacks "${key}".`);
    const commands = text => [...text.matchAll(/\(command:[\w.]+\)/g)].map(String).sort().join();
    if (commands(translated[key] ?? '') !== commands(texts[key]))
      problems.push(`"${key}" in ${file} has other commands than the English.`);
  }
  for (const key of Object.keys(translated)) {
    if (!Object.hasOwn(texts, key)) problems.push(`${file} has "${key}", which is used nowhere.`);
  }
}

const { contributes, activationEvents, capabilities, texts } = createManifest();
const current = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8'));
await put('package.json', { ...current, activationEvents, capabilities, contributes });
await put('package.nls.json', texts);
for (const language of ['ja', 'ko']) checkLanguage(language, texts);

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
