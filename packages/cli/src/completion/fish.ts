import type { OptionWords, Values, Vocabulary } from './vocabulary.js';

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
export function fishScript([program, ...commands]: Vocabulary): string {
  const line = (condition: string, ...flags: string[]) =>
    ['complete', '-c', program.name, '-n', quoted(condition), ...flags].join(' ');
  const lines = commands.flatMap(({ name, description, options, values }) => {
    const inside = `__fish_seen_subcommand_from ${name}`;
    return [
      line('__fish_use_subcommand', '-f', '-a', name, '-d', quoted(description)),
      ...options.map((option) => line(inside, ...optionFlags(option))),
      ...(typeof values === 'object' && values ? [line(inside, '-f', '-a', quoted(values.join(' ')))] : []),
    ];
  });
  const own = program.options.map((option) => line('__fish_use_subcommand', ...optionFlags(option)));
  return `${[...own, ...lines].join('\n')}\n`;
}
