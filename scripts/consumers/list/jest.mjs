export default {
  title: 'Jest',
  async use(context) {
    await context.install({ packages: { jest: '30.5.2' }, type: 'commonjs' });
    await context.copy('read.test.js');
    await context.run('jest');
    return { version: await context.versionOf('jest'), answers: [] };
  },
};
