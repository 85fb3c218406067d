import { served, textsOf } from '../chromium.mjs';
import { expect } from '../context.mjs';

const PACKAGES = {
  '@sveltejs/vite-plugin-svelte': '7.3.1',
  react: '19.3.1',
  'react-dom': '19.3.1',
  svelte: '5.57.3',
  vite: '8.3.8',
  vue: '3.5.45',
};

export default {
  title: 'Components of React, Vue and Svelte',
  titleZh: 'React、Vue 和 Svelte 组件',
  chromium: true,
  async use(context) {
    await context.install({ packages: PACKAGES });
    await context.copyExamples('components');
    await context.run('vite', 'build', '--logLevel', 'warn', 'components');
    return served(context.path('components', 'dist'), async (url) => {
      const { texts } = await textsOf(url, ['#react output', '#vue output', '#svelte output']);
      expect(
        texts.every((text) => text === '7'),
        `they read ${texts}`,
      );
      return { version: `${PACKAGES.react}, ${PACKAGES.vue}, ${PACKAGES.svelte}`, answers: [] };
    });
  },
};
