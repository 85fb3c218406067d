// The tables of docs/switches.md, from the one table of switches.
import { ARCHITECTURES, RECIPES } from 'lenet5';
import { SWITCHES, type Switch } from 'lenet5/core';
import { expectedInChinese, sourceInChinese, switchValue, textsOf } from 'lenet5/training';
import { tableMarkdown } from './markdown.js';

const HEADS = {
  en: ['switch', 'takes', 'default', 'what it does', 'source', 'only with'],
  chinese: ['开关', '取值', '默认值', '作用', '出处', '何时有效'],
};

const code = (text: string) => (text === '' ? '' : `\`${text}\``);

function cells(each: Switch, chinese: boolean): string[] {
  const { en, zh, source } = textsOf(each);
  const { expected } = each.kind;
  const takes = chinese ? expectedInChinese(expected) : expected;
  const value = each.kind.write(switchValue(each, { architecture: ARCHITECTURES.paper, recipe: RECIPES.fast }));
  const [name, ...values] = each.needs ?? [''];
  const only = name === '' ? '' : values.length === 0 ? `${name}>0` : `${name}=${values.join(', ')}`;
  return [
    code(each.name),
    takes,
    code(value),
    chinese ? zh : en,
    chinese ? sourceInChinese(source) : source,
    code(only),
  ];
}

/** The switches of the architecture or of the recipe. */
export function switchesMarkdown(of: string, chinese: boolean): string {
  const rows = SWITCHES.filter((each) => each.of === of).map((each) => cells(each, chinese));
  return tableMarkdown(chinese ? HEADS.chinese : HEADS.en, rows, () => false);
}
