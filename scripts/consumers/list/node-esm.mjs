export default {
  title: 'Node, ES modules',
  titleZh: 'Node，ES 模块',
  fast: true,
  async use(context) {
    await context.install();
    await context.copy('check.js', 'main.js', 'node.js');
    await context.answerOf('node.js');
    return { version: process.versions.node, answers: [await context.answerOf('main.js')] };
  },
};
