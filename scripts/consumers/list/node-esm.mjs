import { expect, run } from '../context.mjs';

export default {
  title: 'Node, ES modules',
  titleZh: 'Node，ES 模块',
  fast: true,
  async use(context) {
    await context.install();
    await context.copy('check.js', 'main.js', 'node.js');
    await context.answerOf('node.js');
    const told = await run('npx', ['--no-install', 'lenet5'], context.folder).catch(({ message }) => message);
    expect(/npm install lenet5-cli/.test(told), `without the command npx lenet5 says ${told}`);
    return { version: process.versions.node, answers: [await context.answerOf('main.js')] };
  },
};
