import { served, textsOf } from '../chromium.mjs';
import { expect } from '../context.mjs';

export default {
  title: 'Static page with an import map, notebook in the form of Observable',
  titleZh: '带 import map 的静态页面，Observable 形式的笔记本',
  chromium: true,
  async use(context) {
    await context.install({ packages: { '@observablehq/runtime': '6.0.1' } });
    await context.copyExamples('page', 'notebook');
    return served(context.folder, async (url) => {
      const page = await textsOf(`${url}page/`, ['output']);
      expect(page.texts[0] === '7', `the page reads ${page.texts[0]}`);
      const notebook = await textsOf(`${url}notebook/`, ['output']);
      expect(notebook.texts[0] === '7', `the notebook reads ${notebook.texts[0]}`);
      return { version: page.version, answers: [] };
    });
  },
};
