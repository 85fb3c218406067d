/** Values as C writes them, many in a line. */
const WIDTH = 110;

/** A float that C reads as the same bits. */
export function float(value: number): string {
  const text = String(Number(value.toPrecision(9)));
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}

/** `static const type name[length] = { … };`; nothing for no values. */
export function array(
  type: string,
  name: string,
  values: ArrayLike<number>,
  text: (value: number) => string = String,
): string {
  if (values.length === 0) return '';
  const lines: string[] = [];
  let line = ' ';
  for (const value of Array.from(values, text)) {
    if (line.length + value.length + 2 > WIDTH) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${value},`;
  }
  lines.push(line);
  return `static const ${type} ${name}[${values.length}] = {\n${lines.join('\n')}\n};\n`;
}

/** A comment of these lines; what would end it is taken apart. */
export function comment(lines: readonly string[]): string {
  const safe = lines.flatMap((line) => line.split(/\r?\n/)).map((line) => line.replace(/\*\//g, '* /'));
  return `/*\n${safe.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}
