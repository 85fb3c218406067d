import { Argument, type Command } from 'commander';
import { EXIT } from '../errors.js';
import { print } from '../output.js';
import { completionScript, SHELLS } from './completion-scripts.js';
import type { Finish } from './options.js';

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
  print(completionScript(shell, program));
  return EXIT.done;
}
