import { Argument, type Command, type Option } from 'commander';
import { EXIT } from '../errors.js';
import { printText } from '../output.js';
import { assignmentWords } from '../settings.js';
import { t } from '../texts/language.js';
import type { Finish } from './options.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

const SHELLS = Object.keys(SCRIPTS);

/** Where each shell looks for it. */
const INSTALLATION = `
  $ lenet5 completion bash > ~/.local/share/bash-completion/completions/lenet5
  $ echo 'eval "$(lenet5 completion zsh)"' >> ~/.zshrc
  $ lenet5 completion fish > ~/.config/fish/completions/lenet5.fish
`;

export function addCompletion(program: Command, finish: Finish): void {
  program
    .command('completion')
    .description(t('print a script that makes a shell complete commands, options and their values'))
    .addArgument(new Argument('<SHELL>', t('the shell')).choices(SHELLS))
    .addHelpText('after', `\n${t('Installation, once:')}${INSTALLATION}`)
    .action((shell: string) => finish(completion(shell, program)));
}

/** `lenet5 completion SHELL` @returns the exit code */
function completion(shell: string, program: Command): number {
  printText(SCRIPTS[shell as keyof typeof SCRIPTS](vocabularyOf(program)).trimEnd());
  return EXIT.done;
}

/** What can stand at a place of the command line: one of these words, a path, or nothing that a shell could know. */
type Values = readonly string[] | 'path' | 'unknown';

interface OptionWords {
  /** With its dashes; the short name too, where there is one. */
  readonly names: readonly string[];
  readonly description: string;
  /** Null for an option without a value. */
  readonly values: Values | null;
  /** Whether more than one value may follow. */
  readonly several: boolean;
}

/** A command, as the scripts for the shells are made from it. */
interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  /** Of its first argument. */
  readonly values: Values | null;
}

/** The program itself, then its commands. */
type Vocabulary = readonly [CommandWords, ...CommandWords[]];

/** The names by which options and arguments call a file or a folder. */
const PATHS = /^(file|dir|in|out|model|study)$/i;

function valuesOf(choices: readonly string[] | undefined, name: string): Values {
  return choices ?? (PATHS.test(name) ? 'path' : 'unknown');
}

function optionWords(option: Option): OptionWords {
  const { short, long, flags, description, required, optional, argChoices, variadic } = option;
  const name = /[<[](\w+)/.exec(flags)?.[1] ?? '';
  const names = [short, long].filter((each) => each !== undefined);
  const choices = long === '--set' ? assignmentWords() : argChoices;
  const values = required || optional ? valuesOf(choices, name) : null;
  return { names, description, values, several: variadic };
}

function firstValues([first]: readonly Argument[]): Values | null {
  return first ? valuesOf(first.argChoices, first.name()) : null;
}

function wordsOf(command: Command): Omit<CommandWords, 'values'> {
  const options = command.createHelp().visibleOptions(command).map(optionWords);
  return { name: command.name(), description: command.description(), options };
}

/** Everything that can be completed, read off the program itself. */
function vocabularyOf(program: Command): Vocabulary {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map((command) => command.name());
  const subcommands = commands.map((command) => {
    const values = command.name() === 'help' ? names : firstValues(command.registeredArguments);
    return { ...wordsOf(command), values };
  });
  return [{ ...wordsOf(program), values: names }, ...subcommands];
}

/** A branch of `case "$command $before"`; where there is none, the shell completes paths. */
function branch(command: string, names: readonly string[], values: Values | null): string[] {
  if (values === null || typeof values === 'string') return [];
  return [`      ${names.map((name) => `'${command} ${name}'`).join(' | ')}) words='${values.join(' ')}' ;;`];
}

/** A script for bash, and for zsh where `bashcompinit` was called. */
function bashScript(vocabulary: Vocabulary): string {
  const [{ name }] = vocabulary;
  const options = vocabulary.map((command) => {
    return `      ${command.name}) words='${command.options.flatMap(({ names }) => names).join(' ')}' ;;`;
  });
  const branches = vocabulary.flatMap((command) => [
    ...command.options.flatMap(({ names, values }) => branch(command.name, names, values)),
    ...branch(command.name, [command.name], command.values),
  ]);
  const several = vocabulary.flatMap((command) =>
    command.options.flatMap((option) =>
      option.several ? option.names.map((each) => `'${command.name} ${each}'`) : [],
    ),
  );
  return `_${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command=${name} before=${name} words= stem= at=$COMP_CWORD i
  # bash takes name=value apart at the "=".
  if [[ $word == = ]]; then
    stem="\${COMP_WORDS[at-1]}=" word= at=$((at - 1))
  elif [[ $at -gt 1 && \${COMP_WORDS[at-1]} == = ]]; then
    stem="\${COMP_WORDS[at-2]}=" at=$((at - 2))
  fi
  if [[ $at -gt 1 ]]; then
    command="\${COMP_WORDS[1]}" before="\${COMP_WORDS[at-1]}"
  fi
  for ((i = at - 1; i > 1; i--)); do
    case "$command \${COMP_WORDS[i]}" in
      ${several.join(' | ')}) before="\${COMP_WORDS[i]}" ;;
    esac
    [[ \${COMP_WORDS[i]} != -* ]] || break
  done
  if [[ $word == -* ]]; then
    case "$command" in
${options.join('\n')}
    esac
  else
    case "$command $before" in
${branches.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$stem$word"))
  COMPREPLY=("\${COMPREPLY[@]#"$stem"}")
  [[ \${COMPREPLY[0]} != *= ]] || compopt -o nospace 2> /dev/null
}
complete -o default -F _${name} ${name}
`;
}

/** zsh runs the script for bash. */
function zshScript(vocabulary: Vocabulary): string {
  return `autoload -U +X compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
${bashScript(vocabulary)}`;
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** fish: -x wants a word and no path, -r a word or path. */
function valuesFlags(values: Values | null): string[] {
  if (values === null) return [];
  if (values === 'path') return ['-r', '-F'];
  return values === 'unknown' ? ['-x'] : ['-x', '-a', quoted(values.join(' '))];
}

function optionFlags({ names, description, values }: OptionWords): string[] {
  const flags = names.flatMap((name) => (name.startsWith('--') ? ['-l', name.slice(2)] : ['-s', name.slice(1)]));
  return [...flags, ...valuesFlags(values), '-d', quoted(description)];
}

/** A script for fish: one line for each command, option and argument, with its description. */
function fishScript([program, ...commands]: Vocabulary): string {
  const line = (condition: string, ...flags: string[]) =>
    ['complete', '-c', program.name, '-n', quoted(condition), ...flags].join(' ');
  const lines = commands.flatMap(({ name, description, options, values }) => {
    const inside = `__fish_seen_subcommand_from ${name}`;
    return [
      line('__fish_use_subcommand', '-f', '-a', name, '-d', quoted(description)),
      ...options.map((option) => line(inside, ...optionFlags(option))),
      ...options.flatMap(({ names, values: more, several }) => {
        if (!several || !more || typeof more === 'string') return [];
        const seen = `${inside}; and __fish_contains_opt ${names.map((each) => each.replace(/^--?/, '')).join(' ')}`;
        return [line(seen, '-f', '-a', quoted(more.join(' ')))];
      }),
      ...(typeof values === 'object' && values ? [line(inside, '-f', '-a', quoted(values.join(' ')))] : []),
    ];
  });
  const own = program.options.map((option) => line('__fish_use_subcommand', ...optionFlags(option)));
  return `${[...own, ...lines].join('\n')}\n`;
}
