export default {
  title: 'Deno',
  async use(context) {
    await context.install({ packages: { deno: '2.9.6' } });
    await context.copy('main.js', 'check.js');
    const said = await context.run('deno', 'run', '--allow-read', '--node-modules-dir=manual', 'main.js');
    const answer = JSON.parse(said.trim().split('\n').at(-1));
    return { version: await context.versionOf('deno'), answers: [answer] };
  },
};
