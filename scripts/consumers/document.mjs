// Puts the rows into the table of docs/consumers.md, and of the same page in Chinese.
import { readFile, writeFile } from 'node:fs/promises';

const TABLE = /(?<=<!-- table -->\n)[\s\S]*(?=<!-- end of table -->)/;
const PAGES = [
  {
    file: 'consumers.md',
    head: ['runtime or bundler', 'version', 'result'],
    titleOf: ({ title }) => title,
    pass: 'pass',
  },
  {
    file: 'consumers.zh-CN.md',
    head: ['运行时或打包工具', '版本', '结果'],
    titleOf: ({ titleZh }) => titleZh,
    pass: '通过',
  },
];

export async function writeTables(rows) {
  for (const { file, head, titleOf, pass } of PAGES) {
    const path = new URL(`../../docs/${file}`, import.meta.url);
    const cells = rows.map((row) => [titleOf(row), row.version, row.result === 'pass' ? pass : row.result]);
    const lines = [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |\n`);
    const text = await readFile(path, 'utf8');
    await writeFile(
      path,
      text.replace(TABLE, () => lines.join('')),
    );
  }
}
