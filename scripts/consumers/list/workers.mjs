import { answersOf, served } from '../chromium.mjs';
import { expect } from '../context.mjs';

export default {
  title: 'Chromium without a bundler: page, module worker, service worker',
  titleZh: 'Chromium，不用打包工具：页面、模块 Worker、Service Worker',
  fast: true,
  chromium: true,
  async use(context) {
    await context.install();
    await context.copy(
      'check.js',
      'main.js',
      'workers/index.html',
      'workers/strict.html',
      'workers/strict.js',
      'workers/start.js',
      'workers/worker.js',
    );
    return served(context.folder, async (url) => {
      // Its content security policy forbids WebAssembly, and the console says so.
      const { answers } = await answersOf(`${url}strict.html`, ['strict'], /Content Security Policy/);
      expect(answers[0].backend === 'reference' && answers[0].text === '7', `without WebAssembly: ${answers[0].text}`);
      return answersOf(url, ['answer', 'worker', 'service']);
    });
  },
};
