export default {
  title: 'Bun',
  async use(context) {
    await context.install({ packages: { bun: '1.4.5' } });
    await context.copy('main.js', 'check.js');
    const said = await context.run('bun', 'main.js');
    const answer = JSON.parse(said.trim().split('\n').at(-1));
    return { version: await context.versionOf('bun'), answers: [answer] };
  },
};
