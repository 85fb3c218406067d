import { expect } from '../context.mjs';

export default {
  title: 'An engine without WebAssembly and TextDecoder, as Hermes of React Native',
  titleZh: '没有 WebAssembly 和 TextDecoder 的引擎，例如 React Native 的 Hermes',
  fast: true,
  async use(context) {
    await context.install();
    await context.copy('main.js', 'check.js');
    await context.write('before.js', 'delete globalThis.WebAssembly;\ndelete globalThis.TextDecoder;\n');
    const { backend, text } = await context.answerOf('--import', './before.js', 'main.js');
    expect(backend === 'reference' && text === '7', `the backend is ${backend}, the answer ${text}`);
    return { version: `Node ${process.versions.node}`, answers: [] };
  },
};
