export default {
  title: 'Node, CommonJS',
  titleZh: 'Node，CommonJS',
  fast: true,
  async use(context) {
    await context.install({ type: 'commonjs' });
    await context.copy('main.cjs', 'check.js');
    await context.rename('check.js', 'check.mjs');
    const asNow = await context.answerOf('main.cjs');
    // As Jest and older tools: a require that loads no ES module gets dist/cjs/.
    const asBefore = await context.answerOf('--no-experimental-require-module', 'main.cjs');
    return { version: process.versions.node, answers: [asNow, asBefore] };
  },
};
