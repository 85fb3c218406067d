import type { Argument, Command, Option } from 'commander';

/** What can stand at a place of the command line: one of these words, a path, or nothing that a shell could know. */
export type Values = readonly string[] | 'path' | 'unknown';

export interface OptionWords {
  /** With its dashes; the short name too, where there is one. */
  readonly names: readonly string[];
  readonly description: string;
  /** Null for an option without a value. */
  readonly values: Values | null;
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
export type Vocabulary = readonly [CommandWords, ...CommandWords[]];

/** The names by which options and arguments call a file or a folder. */
const PATHS = /^(file|dir|in|out|model|study)$/i;

function valuesOf(choices: readonly string[] | undefined, name: string): Values {
  return choices ?? (PATHS.test(name) ? 'path' : 'unknown');
}

function optionWords({ short, long, flags, description, required, optional, argChoices }: Option): OptionWords {
  const name = /[<[](\w+)/.exec(flags)?.[1] ?? '';
  const names = [short, long].filter((each) => each !== undefined);
  return { names, description, values: required || optional ? valuesOf(argChoices, name) : null };
}

function firstValues([first]: readonly Argument[]): Values | null {
  return first ? valuesOf(first.argChoices, first.name()) : null;
}

function wordsOf(command: Command): Omit<CommandWords, 'values'> {
  const options = command.createHelp().visibleOptions(command).map(optionWords);
  return { name: command.name(), description: command.description(), options };
}

/** Everything that can be completed, read off the program itself. */
export function vocabularyOf(program: Command): Vocabulary {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map((command) => command.name());
  const subcommands = commands.map((command) => {
    const values = command.name() === 'help' ? names : firstValues(command.registeredArguments);
    return { ...wordsOf(command), values };
  });
  return [{ ...wordsOf(program), values: names }, ...subcommands];
}
