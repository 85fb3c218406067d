import { answerOfPage } from '../chromium.mjs';

export default {
  title: 'webpack',
  chromium: true,
  async use(context) {
    await context.install({ packages: { webpack: '5.112.2', 'webpack-cli': '7.3.1' } });
    await context.copy('check.js', 'main.js', 'index.html');
    await context.write(
      'webpack.config.cjs',
      "module.exports = { mode: 'production', entry: './main.js', performance: { hints: false } };\n",
    );
    await context.run('webpack', '--fail-on-warnings');
    await context.copy('index.html');
    await context.rename('index.html', 'dist/index.html');
    return { version: await context.versionOf('webpack'), answers: [await answerOfPage(context.path('dist'))] };
  },
};
