import { Argument, type Command } from 'commander';
import { bashScript, zshScript } from '../completion/bash.js';
import { fishScript } from '../completion/fish.js';
import { vocabularyOf } from '../completion/vocabulary.js';
import { EXIT } from '../errors.js';
import { print } from '../output.js';
import type { Finish } from './options.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

const SHELLS = Object.keys(SCRIPTS);

/** Where each shell looks for it. */
const INSTALLATION = `
Installation, once:
  $ lenet5 completion bash > ~/.local/share/bash-completion/completions/lenet5
  $ echo 'eval "$(lenet5 completion zsh)"' >> ~/.zshrc
  $ lenet5 completion fish > ~/.config/fish/completions/lenet5.fish
`;

export function addCompletion(program: Command, finish: Finish): void {
  program
    .command('completion')
    .description('print a script that makes a shell complete commands, options and their values')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(SHELLS))
    .addHelpText('after', INSTALLATION)
    .action((shell: string) => finish(completion(shell, program)));
}

/** `lenet5 completion SHELL` @returns the exit code */
function completion(shell: string, program: Command): number {
  print(SCRIPTS[shell as keyof typeof SCRIPTS](vocabularyOf(program)).trimEnd());
  return EXIT.done;
}
