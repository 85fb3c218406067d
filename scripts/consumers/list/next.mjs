import { answersOf } from '../chromium.mjs';
import { freePort, whileServing } from '../serve.mjs';

export default {
  title: 'Next.js, server and client component',
  titleZh: 'Next.js，服务端组件与客户端组件',
  chromium: true,
  async use(context) {
    await context.install({ packages: { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' } });
    await context.copy('check.js', 'next');
    await context.rename('next', 'app');
    await context.run('next', 'build');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const { answers } = await whileServing(
      {
        command: context.path('node_modules/.bin/next'),
        args: ['start', '--hostname', '127.0.0.1', '--port', String(port)],
        cwd: context.folder,
        url,
      },
      () => answersOf(url, ['server', 'answer']),
    );
    return { version: await context.versionOf('next'), answers };
  },
};
