import type { Command } from 'commander';
import { bashScript, zshScript } from '../completion/bash.js';
import { fishScript } from '../completion/fish.js';
import { vocabularyOf } from '../completion/vocabulary.js';
import { EXIT } from '../errors.js';
import { print } from '../output.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

export const SHELLS = Object.keys(SCRIPTS);

/** Where each shell looks for it. */
export const INSTALLATION = `
Installation, once:
  $ lenet5 completion bash > ~/.local/share/bash-completion/completions/lenet5
  $ echo 'eval "$(lenet5 completion zsh)"' >> ~/.zshrc
  $ lenet5 completion fish > ~/.config/fish/completions/lenet5.fish
`;

/** `lenet5 completion SHELL` @returns the exit code */
export function completion(shell: string, program: Command): number {
  print(SCRIPTS[shell as keyof typeof SCRIPTS](vocabularyOf(program)).trimEnd());
  return EXIT.done;
}
