// The direction in which code may depend, checked by `npm run check:imports` (run `npm run build` first).
//
//   assembly → kernels → switches → network → training (math below them all)
//   given: what callers give is looked at there; beside errors.ts, everywhere
//   files: a room a format, on plain typed arrays; what a format means for a network → network
//   recognition: a leaf on plain typed arrays
//   errors.ts, digest.ts: everywhere
//   docs/make → cli → library, through what package.json exports
//   core.ts and index.ts stand on top, node/ and weights/ on core and files; other packages see only 'lenet5',
//   'lenet5/core', '/training', '/files', '/data', '/recognition', '/devices', '/node' and '/weights' (/pictures and /strips)
//
// In the lab: state → elements, data → training, figure, draw → address → panels → app → main.tsx; see LAB_MAY_IMPORT.

/** For each folder of the library, the other folders that it may import. A new folder needs a line here. */
const MAY_IMPORT = {
  given: [],
  math: [],
  kernels: ['math'],
  switches: ['kernels'], // its words alone
  network: ['switches', 'kernels', 'math'],
  training: ['network', 'switches', 'kernels', 'math'], // and types of data: see 'training-takes-only-types-of-data'
  files: ['network', 'switches', 'kernels', 'math'], // most of it none of these: see 'formats-know-no-network'
  devices: ['files', 'network', 'switches', 'kernels', 'math'],
  data: ['files', 'network'], // formats of data sets, which files knows one of; bitmaps tell what is transposed
  recognition: [],
};

/** Files beside the folders that everything may import; they import nothing but given/. A new one needs a place here. */
const FOUNDATIONS = ['errors', 'digest'];
/** The folder that everything may import, too. */
const GIVEN = `^packages/lenet5/src/given/`;

const SRC = '^packages/lenet5/src/';
/** Files beside the folders that put everything together. */
const TOP_FILES = `${SRC}(index|core)\\.ts$`;
const FOUNDATION_FILES = `${SRC}(${FOUNDATIONS.join('|')})\\.ts$`;
const FOLDERS = Object.keys(MAY_IMPORT).join('|');
const PUBLIC_ENTRIES =
  '^packages/lenet5/dist/((training/|files/|data/|recognition/|devices/|node/|weights/)?index|core|weights/(pictures|strips))\\.(js|d\\.ts)$';
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

const layers = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `direction-${folder}`,
  severity: 'error',
  comment: `src/${folder} may import ${[folder, ...allowed, 'given', ...FOUNDATIONS].join(', ')}, nothing else of the library.`,
  from: { path: `${SRC}${folder}/` },
  to: {
    path: '^packages/lenet5/',
    pathNot: [
      FOUNDATION_FILES,
      GIVEN,
      ...[folder, ...allowed].map((name) => `${SRC}${name}/`),
      ...(folder === 'training' ? [`${SRC}files/idx/`] : []),
    ],
  },
}));

/**
 * For each folder of the lab, the other folders that it may import. A new folder needs a line here; a panel sees no
 * other panel, and nothing sees the panels but what puts the page together.
 */
const LAB_MAY_IMPORT = {
  state: [],
  elements: ['state'],
  data: ['state'],
  training: ['data', 'state'],
  figure: ['elements', 'state'],
  draw: ['data', 'elements', 'state'],
  'panels/train': ['training', 'figure', 'elements', 'state'],
  'panels/unit': ['figure', 'data', 'elements', 'state'],
  'panels/weights': ['training', 'figure', 'elements', 'state'],
  'panels/misread': ['training', 'data', 'elements', 'state'],
  'panels/questions': ['training', 'elements', 'state'],
  address: ['training', 'draw', 'state'],
  'panels/files': ['address', 'training', 'elements', 'state'],
  tour: ['elements', 'state'],
  app: ['panels', 'tour', 'address', 'training', 'figure', 'draw', 'elements', 'state'],
};
const LAB = '^packages/lab/src/';
/** What is loaded first: the page, and the worker that keeps it for use without a network. */
const LAB_ENTRIES = `${LAB}(main\\.tsx|service-worker\\.ts|environment\\.d\\.ts)$`;

const labLayers = Object.entries(LAB_MAY_IMPORT).map(([folder, allowed]) => ({
  name: `lab-direction-${folder.replace('/', '-')}`,
  severity: 'error',
  comment: `packages/lab/src/${folder} may import ${[folder, ...allowed].join(', ')}, nothing else of the lab.`,
  from: { path: `${LAB}${folder}/` },
  to: { path: LAB, pathNot: [folder, ...allowed].map((name) => `${LAB}${name}/`) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Modules that need each other are one module, or lack a third one. Types count too.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'The import leads nowhere: misspelt, not exported by the package, or the build is missing.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:worker/' }, // addresses of workers, packages/lab/plugins/workers.ts
    },
    ...layers,
    {
      name: 'training-takes-only-types-of-data',
      severity: 'error',
      comment: 'Training gets its data as arguments; of src/files/idx it may import types (`import type`) only.',
      from: { path: `${SRC}training/` },
      to: { path: `${SRC}files/idx/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'formats-know-no-network',
      severity: 'error',
      comment:
        'Readers and writers work on plain typed arrays; pth/blog-class.ts, layout/ and onnx/ say what is in a network, idx/dataset.ts how many classes.',
      from: { path: `${SRC}files/`, pathNot: `${SRC}files/(onnx/|layout/|pth/blog-class\\.ts$|idx/dataset\\.ts$)` },
      to: { path: `${SRC}(network|kernels|math)/` },
    },
    {
      name: 'foundations-stand-alone',
      severity: 'error',
      comment: 'What everything may import imports nothing but what looks at arguments.',
      from: { path: FOUNDATION_FILES },
      to: { pathNot: GIVEN },
    },
    {
      name: 'every-folder-has-a-direction',
      severity: 'error',
      comment: 'This file or folder of the library is unknown here: add it to the lists in .dependency-cruiser.cjs.',
      from: {},
      to: { path: SRC, pathNot: [`${SRC}(${FOLDERS}|node|weights)/`, TOP_FILES, FOUNDATION_FILES] },
    },
    {
      name: 'node-is-on-top',
      severity: 'error',
      comment:
        'src/node is an entry of its own: nothing else in src imports it, or browsers would get files and threads.',
      from: { path: SRC, pathNot: `${SRC}node/` },
      to: { path: `${SRC}node/` },
    },
    {
      name: 'entries-are-on-top',
      severity: 'error',
      comment: 'index.ts and core.ts put the library together for its users; inside it import the module itself.',
      from: { path: SRC, pathNot: [TOP_FILES, `${SRC}(node|weights)/`] },
      to: { path: `(${TOP_FILES}|${SRC}weights/)` },
    },
    {
      name: 'companions-import-the-library-as-anybody',
      severity: 'error',
      comment:
        'node/ and weights/ are bundled on their own, beside the library: of it they import core.ts, files/index.ts and data/index.ts alone.',
      from: { path: `${SRC}(node|weights)/` },
      to: { path: SRC, pathNot: `${SRC}((core|files/index|data/index)\\.ts$|node/|weights/)` },
    },
    ...labLayers,
    {
      name: 'lab-every-folder-has-a-direction',
      severity: 'error',
      comment: 'This file or folder of the lab is unknown here: add it to LAB_MAY_IMPORT in .dependency-cruiser.cjs.',
      from: {},
      to: { path: LAB, pathNot: [`${LAB}(${Object.keys(LAB_MAY_IMPORT).join('|')})/`, LAB_ENTRIES] },
    },
    {
      name: 'lab-entries-are-on-top',
      severity: 'error',
      comment: 'main.tsx and service-worker.ts are where the browser begins: nothing imports them.',
      from: { path: LAB },
      to: { path: LAB_ENTRIES },
    },
    {
      name: 'lab-workers-know-no-page',
      severity: 'error',
      comment: 'What trains and measures in a thread of its own has no page: it must not load what the page shows.',
      from: { path: `${LAB}training/[^/]*worker\\.ts$` },
      to: { path: `${LAB}state/`, reachable: true },
    },
    {
      name: 'assembly-stands-alone',
      severity: 'error',
      comment: 'AssemblyScript files are compiled on their own: they import each other and nothing else.',
      from: { path: '^packages/lenet5/assembly/' },
      to: { pathNot: '^packages/lenet5/assembly/' },
    },
    {
      name: 'assembly-only-through-the-build',
      severity: 'error',
      comment: 'TypeScript sees the kernels as a built WebAssembly module, never as AssemblyScript source.',
      from: { path: '^packages/', pathNot: '^packages/lenet5/assembly/' },
      to: { path: '^packages/lenet5/assembly/' },
    },
    {
      name: 'no-node-outside-node',
      severity: 'error',
      comment: 'The library runs in browsers: Node built-in modules belong to src/node.',
      from: { path: SRC, pathNot: `${SRC}node/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'library-has-no-dependencies',
      severity: 'error',
      comment: 'The library imports no npm package, not even for types.',
      from: { path: SRC },
      to: { dependencyTypes: NPM },
    },
    {
      name: 'library-knows-no-other-package',
      severity: 'error',
      comment: 'The library does not know the packages built on it, nor its own build.',
      from: { path: '^packages/lenet5/(src|test)/' },
      to: { path: '^(docs/|packages/(?!lenet5/(src|test|assembly)/))' },
    },
    {
      name: 'only-public-entries',
      severity: 'error',
      comment:
        "Other packages import 'lenet5', 'lenet5/core', 'lenet5/node', 'lenet5/weights' (/pictures, /strips), never a file of the library.",
      from: { path: '^(docs/make|packages/(?!lenet5/))' },
      to: { path: '^packages/lenet5/', pathNot: PUBLIC_ENTRIES },
    },
    {
      name: 'no-path-into-another-package',
      severity: 'error',
      comment: "A public entry is imported by its name ('lenet5'), not by a path such as ../../lenet5/dist/index.js.",
      from: { path: '^(packages/[^/]+|docs/make)/' },
      to: { path: '^(packages|docs/make)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'documents-are-on-top',
      severity: 'error',
      comment: 'docs/make makes documents from the packages: nothing in them may need it.',
      from: { path: '^packages/' },
      to: { path: '^docs/make/' },
    },
    {
      name: 'documents-take-the-command-by-its-exports',
      severity: 'error',
      comment: "docs/make imports 'lenet5-cli/plots', '/program' and '/study', and nothing of the lab.",
      from: { path: '^docs/make/' },
      to: {
        path: '^packages/(?!lenet5/)',
        pathNot: '^packages/cli/dist/(plots/index|program|study/index)\\.(js|d\\.ts)$',
      },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      comment: 'What a package imports at run time stands in its own dependencies.',
      from: { path: '^(packages/[^/]+|docs/make)/(src|bin)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['^(packages/[^/]+|docs/make)/(runs|coverage|node_modules)/', '/test/golden/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
