import { expect } from '../context.mjs';

// No skipLibCheck: the declarations themselves are checked too. No @types/node: the library must not need it.
const options = ['--strict', '--noEmitOnError', '--target', 'es2022', '--lib', 'es2022,dom'];
const WAYS = [
  { file: 'node16.mts', emits: 'node16.mjs', args: ['--module', 'node16'] },
  { file: 'node16.cts', emits: 'node16.cjs', args: ['--module', 'node16'] },
  { file: 'nodenext.cts', emits: 'nodenext.cjs', args: ['--module', 'nodenext'] },
  { file: 'bundler.ts', emits: 'bundler.js', args: ['--module', 'esnext', '--moduleResolution', 'bundler'] },
];

export default {
  title: 'TypeScript: node16, nodenext, bundler',
  titleZh: 'TypeScript：node16、nodenext、bundler',
  fast: true,
  async use(context) {
    await context.install({ packages: { typescript: '6.0.3' } });
    for (const { file, emits, args } of WAYS) {
      await context.copy('types.ts');
      await context.rename('types.ts', file);
      await context.run('tsc', ...options, ...args, file);
      const { sha256 } = await context.answerOf(emits);
      expect(sha256?.length === 64, `${emits} gives no weights`);
    }
    return { version: await context.versionOf('typescript'), answers: [] };
  },
};
