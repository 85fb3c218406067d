// The tables of docs/switches.md, from the one table of switches.
import { ARCHITECTURES, RECIPES } from 'lenet5';
import { SWITCHES, type Switch } from 'lenet5/core';
import { switchValue, textsOf } from 'lenet5/training';
import { tableMarkdown } from './markdown.js';

/** What the values are called, for the page in Chinese; what is missing stays as it is. */
const CHINESE: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/^one of: /, '其一：'],
  [/^numbers above 0 such as (\S+) \((\S+) for 6 passes, then (\S+)\)$/, '大于 0 的数，如 $1（$2 用 6 轮，然后 $3）'],
  [/^a number above 0$/, '大于 0 的数'],
  [/^a whole number, (\d+) or more$/, '不小于 $1 的整数'],
  [/^a number of samples, (\d+) or more$/, '样本数，不小于 $1'],
  [/^a number of passes, (\d+) or more$/, '轮数，不小于 $1'],
  [/^pixels a row, /, '每行像素，'],
  [/^pixels, /, '像素，'],
  [/^a share, /, '比例，'],
  [/^radians, /, '弧度，'],
  [/(\d) to ([\d.]+)$/, '$1 到 $2'],
  [/^two numbers low,high/, '两个数 low,high'],
  [/, or (2\.4)/, '，或 $1'],
];

const HEADS = {
  en: ['switch', 'takes', 'default', 'what it does', 'source', 'only with'],
  chinese: ['开关', '取值', '默认值', '作用', '出处', '何时有效'],
};

const code = (text: string) => (text === '' ? '' : `\`${text}\``);

function cells(each: Switch, chinese: boolean): string[] {
  const { en, zh, source } = textsOf(each);
  const { expected } = each.kind;
  const takes = chinese ? CHINESE.reduce((text, [pattern, word]) => text.replace(pattern, word), expected) : expected;
  const value = each.kind.write(switchValue(each, { architecture: ARCHITECTURES.paper, recipe: RECIPES.fast }));
  const [name, ...values] = each.needs ?? [''];
  const only = name === '' ? '' : `${name}=${values.join(', ')}`;
  return [code(each.name), takes, code(value), chinese ? zh : en, source, code(only)];
}

/** The switches of the architecture or of the recipe. */
export function switchesMarkdown(of: string, chinese: boolean): string {
  const rows = SWITCHES.filter((each) => each.of === of).map((each) => cells(each, chinese));
  return tableMarkdown(chinese ? HEADS.chinese : HEADS.en, rows, () => false);
}
