import { answerOfPage, answersOf } from '../chromium.mjs';
import { expect } from '../context.mjs';
import { freePort, whileServing } from '../serve.mjs';

export default {
  title: 'Vite, build and dev',
  titleZh: 'Vite，构建与开发服务器',
  fast: true,
  chromium: true,
  async use(context) {
    await context.install({ packages: { vite: '8.3.8' } });
    await context.copy('check.js', 'main.js', 'index.html');
    const said = await context.run('vite', 'build', '--logLevel', 'warn');
    expect(said.trim() === '', `Vite warns: ${said}`);
    const built = await answerOfPage(context.path('dist'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const args = ['--host', '127.0.0.1', '--port', String(port), '--strictPort'];
    const dev = await whileServing(
      { command: context.path('node_modules/.bin/vite'), args, cwd: context.folder, url },
      () => answersOf(url),
    );
    return { version: await context.versionOf('vite'), answers: [built, ...dev.answers] };
  },
};
