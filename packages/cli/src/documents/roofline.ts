import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { integer } from '../plots/look.js';

/** One kernel in one direction, as `npm run roofline` measured it. */
interface Part {
  readonly name: string;
  readonly multiplyAdds: number;
  /** What must be read and written at least once. */
  readonly bytes: number;
  readonly microseconds: number;
  readonly shareOfPeak: number;
}

/** bench/roofline.json. */
export interface Roofline {
  readonly machine: { readonly cpu: string; readonly node: string; readonly date: string };
  /** 10⁹ multiply-adds a second. */
  readonly peak: number;
  /** 10⁹ bytes a second. */
  readonly loads: Readonly<Record<'first cache' | 'second cache', number>>;
  readonly parts: readonly Part[];
}

/** What is read of bench/results.json. */
interface Results {
  readonly peak: { readonly median: number };
  readonly figures: readonly {
    readonly kind: string;
    readonly preset: string;
    readonly batch: number;
    readonly who: string;
    readonly microseconds: { readonly median: number };
    readonly shareOfPeak?: number;
  }[];
  readonly multiplyAdds: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const read = <T>(root: string, name: string) => JSON.parse(readFileSync(join(root, 'bench', name), 'utf8')) as T;

export const readRoofline = (root: string) => read<Roofline>(root, 'roofline.json');

const WORDS = {
  en: {
    parts: ['kernel', 'µs', 'multiply-adds', 'bytes, at least', 'of the peak'],
    passes: ['', 'multiply-adds', 'µs', 'of the peak'],
    step: 'step',
    forward: 'forward',
  },
  'zh-CN': {
    parts: ['算子', 'µs', '乘加次数', '至少读写字节', '占峰值'],
    passes: ['', '乘加次数', 'µs', '占峰值'],
    step: '训练一步',
    forward: '前向',
  },
} as const;

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `roofline parts`, `roofline passes`, `roofline limits`: what was measured, as tables and as a sentence. */
export function rooflineText(root: string, language: keyof typeof WORDS, what: string): string {
  const words = WORDS[language];
  const { peak, loads, parts, machine } = readRoofline(root);
  if (what === 'limits') {
    const about = `${machine.cpu}, Node ${machine.node}, ${machine.date}`;
    const rates = [
      ['10⁹ × multiply-add / s', `${peak}`],
      ['10⁹ × byte / s, 16 KB', `${loads['first cache']}`],
      ['10⁹ × byte / s, 192 KB', `${loads['second cache']}`],
    ];
    return table([about, ''], rates);
  }
  if (what === 'parts') {
    const rows = parts.map(({ name, multiplyAdds, bytes, microseconds, shareOfPeak }) => {
      const counted = multiplyAdds > 0;
      return [
        name,
        `${microseconds}`,
        counted ? integer(multiplyAdds) : '',
        integer(bytes),
        counted ? percent(shareOfPeak) : '',
      ];
    });
    return table(words.parts, rows);
  }
  const { figures, multiplyAdds } = read<Results>(root, 'results.json');
  const ours = figures.filter((each) => each.who.startsWith('lenet5 simd') && each.shareOfPeak !== undefined);
  const rows = ours.map(({ kind, preset, batch, who, microseconds, shareOfPeak = 0 }) => {
    const name = `${preset}, ${kind === 'step' ? words.step : words.forward}, ${batch}, ${who.replace('lenet5 simd, ', '')}`;
    return [name, integer(multiplyAdds[preset]?.[kind] ?? 0), `${microseconds.median}`, percent(shareOfPeak)];
  });
  return table(
    words.passes,
    rows.filter(([name = '']) => /, 1, /.test(name)),
  );
}
