import { expect, run } from '../context.mjs';
import { freePort, whileServing } from '../serve.mjs';

export default {
  title: 'lenet5-cli: recognize, train, lab',
  titleZh: 'lenet5-cli：recognize、train、lab',
  async use(context) {
    await context.install({ command: true });
    await context.copy('seven.svg');
    const help = await run('npx', ['--no-install', 'lenet5', '--help'], context.folder);
    expect(/recognize/.test(help), `with both packages npx lenet5 is not the command: ${help}`);
    const said = await context.run('lenet5', 'recognize', 'seven.svg');
    expect(said.trim() === 'seven.svg: 7', `recognize says ${said}`);
    const trained = await context.run(
      'lenet5',
      'train',
      '--train-size',
      '500',
      '--epochs',
      '1',
      '--json',
      '--out',
      'run',
    );
    expect(JSON.parse(trained).finished, `train says ${trained}`);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const command = context.path('node_modules/.bin/lenet5');
    const args = ['lab', '--no-open', '--port', String(port)];
    await whileServing({ command, args, cwd: context.folder, url }, async () => {
      expect(/LeNet-5/.test(await (await fetch(url)).text()), 'the lab serves no page');
      expect((await fetch(`${url}data/test-images.gz`)).ok, 'the lab serves no digits');
    });
    return { version: await context.versionOf('lenet5-cli'), answers: [] };
  },
};
