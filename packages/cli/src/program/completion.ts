import { Argument, type Command } from 'commander';
import { completion, INSTALLATION, SHELLS } from '../commands/completion.js';
import type { Finish } from './help.js';

export function addCompletion(program: Command, finish: Finish): void {
  program
    .command('completion')
    .description('print a script that makes a shell complete commands, options and their values')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(SHELLS))
    .addHelpText('after', INSTALLATION)
    .action((shell: string) => finish(completion(shell, program)));
}
