// The words that commander brings itself.
import { Help, type HelpConfiguration } from 'commander';
import { columnsOf, language, t } from './language.js';

/** What stays on one line: a Chinese character or a word, with the brackets and stops around it. */
const CHUNKS = /\s*[“‘（]*(?:[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef“‘]+)[，。：；、？！）”’]*/gu;

/** Breaks lines of text, in which words may stand side by side without spaces, at `width` columns. */
function wrapped(text: string, width: number): string {
  const lines = [''];
  for (const chunk of text.match(CHUNKS) ?? []) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && columnsOf(line + chunk) > width) lines.push(chunk.trimStart());
    else lines[lines.length - 1] = line + chunk;
  }
  return lines.join('\n');
}

function titleOf(title: string): string {
  switch (title) {
    case 'Usage:':
      return t('Usage:');
    case 'Arguments:':
      return t('Arguments:');
    case 'Options:':
      return t('Options:');
    case 'Global Options:':
      return t('Global Options:');
    case 'Commands:':
      return t('Commands:');
    default:
      return title;
  }
}

function placeholders(usage: string): string {
  return usage.replace('[options]', t('[options]')).replace('[command]', t('[command]'));
}

/** A text of commander's, and how it is said here. */
type Own = readonly [pattern: RegExp, say: (...found: readonly string[]) => string];

function inOwnWords(text: string, all: readonly Own[]): string {
  return all.reduce((so, [pattern, say]) => so.replace(pattern, (_, ...found) => say(...found)), text);
}

/** What commander adds to descriptions. */
const ADDITIONS: readonly Own[] = [
  [
    / \(choices: (.*), default: (.*)\)$/,
    (choices = '', value = '') => t(' (choices: {{choices}}, default: {{value}})', { choices, value }),
  ],
  [/ \(choices: (.*)\)$/, (choices = '') => t(' (choices: {{choices}})', { choices })],
  [/ \(default: (.*)\)$/, (value = '') => t(' (default: {{value}})', { value })],
];

/** How commander shows help. */
export const HELP: HelpConfiguration & ThisType<Help> = {
  showGlobalOptions: true,
  displayWidth: columnsOf,
  styleTitle: titleOf,
  commandUsage: (command) => placeholders(Help.prototype.commandUsage(command)),
  subcommandTerm: (command) => placeholders(Help.prototype.subcommandTerm(command)),
  optionDescription: (option) => inOwnWords(Help.prototype.optionDescription(option), ADDITIONS),
  argumentDescription: (argument) => inOwnWords(Help.prototype.argumentDescription(argument), ADDITIONS),
  boxWrap(text, width) {
    return language() === 'zh' && width >= this.minWidthToWrap
      ? wrapped(text, width)
      : Help.prototype.boxWrap.call(this, text, width);
  },
};

/** Its sentences about a wrong call. */
const MISTAKES: readonly Own[] = [
  [/^unknown command '(.*?)'/, (name = '') => t("unknown command '{{name}}'", { name })],
  [/^unknown option '(.*?)'/, (flag = '') => t("unknown option '{{flag}}'", { flag })],
  [/^missing required argument '(.*?)'/, (name = '') => t("missing required argument '{{name}}'", { name })],
  [/^option '(.*?)' argument missing/, (flags = '') => t("option '{{flags}}' argument missing", { flags })],
  [
    /^option '(.*?)' argument '(.*?)' is invalid\./,
    (flags = '', value = '') => t("option '{{flags}}' argument '{{value}}' is invalid.", { flags, value }),
  ],
  [
    /^command-argument value '(.*?)' is invalid for argument '(.*?)'\./,
    (value = '', name = '') =>
      t("command-argument value '{{value}}' is invalid for argument '{{name}}'.", { value, name }),
  ],
  [
    /^too many arguments for '(.*?)'\. Expected (\d+) arguments? but got (\d+)\./,
    (name = '', expected = '', got = '') =>
      t("too many arguments for '{{name}}': {{expected}} expected, {{got}} given.", { name, expected, got }),
  ],
  [/ Allowed choices are (.*)\.$/m, (choices = '') => t(' Allowed choices are {{choices}}.', { choices })],
  [/\s\(Did you mean one of (.*)\?\)/, (names = '') => t(' (Did you mean one of {{names}}?)', { names })],
  [/\s\(Did you mean (.*)\?\)/, (name = '') => t(' (Did you mean {{name}}?)', { name })],
];

/** A sentence of commander about a wrong call, for people. */
export function mistake(sentence: string): string {
  // Commander puts a space between two sentences; in Chinese there is none.
  return inOwnWords(sentence.replace(/^error: /, ''), MISTAKES).replaceAll('。 ', '。');
}
