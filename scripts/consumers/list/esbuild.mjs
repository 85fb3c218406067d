export default {
  title: 'esbuild',
  fast: true,
  async use(context) {
    await context.install({ packages: { esbuild: '0.28.2' } });
    await context.copy('check.js', 'main.js');
    const bundle = (format, out) =>
      context.run(
        'esbuild',
        'main.js',
        '--bundle',
        '--minify',
        '--platform=neutral',
        `--format=${format}`,
        `--outfile=${out}`,
      );
    await bundle('esm', 'bundle.mjs');
    await bundle('cjs', 'bundle.cjs');
    const answers = [await context.answerOf('bundle.mjs'), await context.answerOf('bundle.cjs')];
    return { version: await context.versionOf('esbuild'), answers };
  },
};
