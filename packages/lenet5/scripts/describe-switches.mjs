// Writes src/switches/texts.generated.ts: what stands above each row of the table of switches, in both languages.
import { readFile, writeFile } from 'node:fs/promises';
import ts from 'typescript';

const TABLE = new URL('../src/switches/table.ts', import.meta.url);
const TEXTS = new URL('../src/switches/texts.generated.ts', import.meta.url);
/** The constants of the table, and how a switch in them is called. */
const TABLES = ['NETWORK', 'TRAINING'];

const text = (comment) => ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, ' ').trim() ?? '';

/** @throws Error for a row that lacks one of the three */
function describe(name, node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const tag = (wanted) => text(doc?.tags?.find(({ tagName }) => tagName.text === wanted)?.comment);
  const texts = { en: text(doc?.comment).replace(/\.$/, ''), zh: tag('zh'), source: tag('source') };
  const missing = Object.keys(texts).filter((each) => texts[each] === '');
  if (missing.length > 0)
    throw new Error(`Above the switch ${name} in table.ts stands no text for: ${missing.join(', ')}.`);
  return [name, texts];
}

const source = ts.createSourceFile('table.ts', await readFile(TABLE, 'utf8'), ts.ScriptTarget.Latest, true);
const rows = source.statements.filter(ts.isVariableStatement).flatMap((statement) => {
  const [{ name, initializer }] = statement.declarationList.declarations;
  if (['SQUASH', 'WIDTH'].includes(name.text)) return [describe(name.text.toLowerCase(), statement)];
  if (!TABLES.includes(name.text)) return [];
  return initializer.properties.map((property) => describe(property.name.text, property));
});
await writeFile(
  TEXTS,
  `// Made from the table by scripts/describe-switches.mjs.
import { mustFit, OBJECT, TEXT } from '../given/options.js';

const TEXTS: Readonly<Record<string, SwitchTexts>> = ${JSON.stringify(Object.fromEntries(rows))};

/** What is said of a switch, in one line each. */
export interface SwitchTexts {
  /** What it does. */
  readonly en: string;
  /** The same in Chinese. */
  readonly zh: string;
  /** Where it comes from: a page of the paper, the blog, or this project. */
  readonly source: string;
}

/** What is said of a switch of the table; those of one name in several layers share it. */
export function textsOf(each: { readonly name: string }): SwitchTexts {
  mustFit('each', each, OBJECT);
  const { name } = each;
  mustFit('name', name, TEXT);
  const [key = ''] = name.split('.');
  return { en: '', zh: '', source: '', ...(Object.hasOwn(TEXTS, key) && TEXTS[key]) };
}
`,
);
