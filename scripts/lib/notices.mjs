import fs from 'node:fs';
import path from 'node:path';
import { inPackage, inRoot } from './paths.mjs';

/** Packages whose files are copied, not bundled. */
const copied = ['@vscode/codicons'];

const licenceFile = /^(licen[cs]e|copying|notice)(\.|-|$)/i;

/** Packages that the built programs contain, by what esbuild says it read. */
function bundledPackages() {
  const names = new Set(copied);
  for (const file of fs.readdirSync(inRoot('dist/meta'))) {
    const { inputs } = JSON.parse(fs.readFileSync(inRoot('dist/meta', file), 'utf8'));
    for (const input of Object.keys(inputs)) {
      const [, name] = /(?:^|[/:])node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input) ?? [];
      if (name) names.add(name);
    }
  }
  return [...names].sort();
}

function notice(name) {
  const { version, license, homepage } = JSON.parse(fs.readFileSync(inPackage(name, 'package.json'), 'utf8'));
  const files = fs.readdirSync(inPackage(name)).filter(file => licenceFile.test(path.basename(file)));
  const texts = files.map(file => fs.readFileSync(inPackage(name, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, homepage, ...texts].filter(Boolean).join('\n\n');
}

/** Writes dist/ThirdPartyNotices.txt: the licence of every package whose code or font is shipped. */
export function writeNotices() {
  const head = 'Amphora contains the following software of others, each under its own licence.';
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  fs.writeFileSync(
    inRoot('dist/ThirdPartyNotices.txt'),
    `${[head, ...bundledPackages().map(notice)].join(rule)}\n`,
  );
}
