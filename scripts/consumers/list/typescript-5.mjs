// No skipLibCheck, no @types/node; with the DOM's types and without, as in a service or another engine.
const VERSIONS = ['5.0.4', '5.1.6', '5.2.2', '5.3.3', '5.4.5', '5.5.4', '5.6.3'];
const LIBS = ['es2022,dom', 'es2022'];

export default {
  title: 'TypeScript 5.0 to 5.6, with and without DOM',
  titleZh: 'TypeScript 5.0 至 5.6，有 DOM 和没有 DOM',
  async use(context) {
    const packages = VERSIONS.map((version) => [`typescript-${version}`, `npm:typescript@${version}`]);
    await context.install({ packages: Object.fromEntries(packages) });
    await context.copy('types.ts');
    await context.rename('types.ts', 'types.mts');
    for (const [name] of packages) {
      for (const lib of LIBS) {
        const options = ['--strict', '--noEmit', '--target', 'es2022', '--module', 'node16', '--lib', lib];
        await context.run('node', context.path('node_modules', name, 'lib', 'tsc.js'), ...options, 'types.mts');
      }
    }
    return { version: `${VERSIONS[0]} to ${VERSIONS.at(-1)}`, answers: [] };
  },
};
