import type { Values, Vocabulary } from './vocabulary.js';

/** A branch of `case "$command $before"`; where there is none, the shell completes paths. */
function branch(command: string, names: readonly string[], values: Values | null): string[] {
  if (values === null || typeof values === 'string') return [];
  return [`      ${names.map((name) => `'${command} ${name}'`).join(' | ')}) words='${values.join(' ')}' ;;`];
}

/** A script for bash, and for zsh where `bashcompinit` was called. */
export function bashScript(vocabulary: Vocabulary): string {
  const [{ name }] = vocabulary;
  const options = vocabulary.map((command) => {
    return `      ${command.name}) words='${command.options.flatMap(({ names }) => names).join(' ')}' ;;`;
  });
  const branches = vocabulary.flatMap((command) => [
    ...command.options.flatMap(({ names, values }) => branch(command.name, names, values)),
    ...branch(command.name, [command.name], command.values),
  ]);
  return `_${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command=${name} before=${name} words=
  if [[ $COMP_CWORD -gt 1 ]]; then
    command="\${COMP_WORDS[1]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  fi
  if [[ $word == -* ]]; then
    case "$command" in
${options.join('\n')}
    esac
  else
    case "$command $before" in
${branches.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _${name} ${name}
`;
}

/** zsh runs the script for bash. */
export function zshScript(vocabulary: Vocabulary): string {
  return `autoload -U +X compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
${bashScript(vocabulary)}`;
}
