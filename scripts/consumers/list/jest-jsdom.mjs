export default {
  title: 'Jest with jsdom, which has no TextDecoder',
  titleZh: 'Jest 加 jsdom（没有 TextDecoder）',
  async use(context) {
    await context.install({ packages: { jest: '30.5.2', 'jest-environment-jsdom': '30.5.2' }, type: 'commonjs' });
    await context.copy('read.test.js', 'jsdom.test.js');
    await context.run('jest', '--env', 'jsdom');
    return { version: await context.versionOf('jest-environment-jsdom'), answers: [] };
  },
};
