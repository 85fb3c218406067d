import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MnistFolder } from 'lenet5/node';
import { figuresOf } from './figures/index.js';
import { labFigures } from './lab.js';
import { render } from './render.js';
import { readKept, reportOf } from './results.js';
import type { Language } from './words.js';

/** Where the report's parts are, below the folder docs/. */
export const RESULTS = 'reproduction/results.json';
const LAB_FIGURES = 'reproduction/figures.json';
const NAMES = 'reproduction/rows.zh-CN.json';
const PAGES: readonly (readonly [language: Language, template: string, page: string])[] = [
  ['en', 'reproduction/template.md', 'reproduction.md'],
  ['zh-CN', 'reproduction/template.zh-CN.md', 'reproduction.zh-CN.md'],
];

/** Every file of the report, by its path below docs/, made from what is committed there. */
export async function buildReport(docs: string, data: MnistFolder): Promise<Map<string, string>> {
  const kept = await readKept(join(docs, RESULTS));
  const report = await reportOf(kept, data);
  const translations = JSON.parse(await readFile(join(docs, NAMES), 'utf8')) as Record<string, string>;
  const pictures = figuresOf(report, data.test);
  const figures = new Set(pictures.keys());
  const files = new Map<string, string>();
  for (const [language, template, page] of PAGES) {
    const names = language === 'en' ? {} : translations;
    files.set(page, render(await readFile(join(docs, template), 'utf8'), { kept, report, language, names, figures }));
  }
  files.set(LAB_FIGURES, labFigures(report));
  for (const [name, svg] of pictures) files.set(`figures/${name}`, svg);
  return files;
}
