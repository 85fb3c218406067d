// The changes that a source can suffer, one at a time. They work on the syntax tree of TypeScript, which reads
// AssemblyScript too, and know nothing of any particular kernel.
import ts from 'typescript';

const { SyntaxKind: Kind } = ts;

/** Operators and what they are mistaken for. */
const OPERATORS = {
  '+': ['-'],
  '-': ['+'],
  '*': ['+'],
  '/': ['*'],
  '%': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '&&': ['||'],
  '||': ['&&'],
  '<': ['<='],
  '<=': ['<'],
  '>': ['>='],
  '>=': ['>'],
  '==': ['!='],
  '!=': ['=='],
  '===': ['!=='],
  '!==': ['==='],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['+='],
};

/** Functions and what they are mistaken for: lane-wise arithmetic, comparison and choice. */
const FUNCTIONS = {
  add: 'sub',
  sub: 'add',
  mul: 'add',
  div: 'mul',
  min: 'max',
  max: 'min',
  pmin: 'pmax',
  pmax: 'pmin',
  lt: 'le',
  le: 'lt',
  gt: 'ge',
  ge: 'gt',
  lt_s: 'le_s',
  ge_s: 'gt_s',
  and: 'or',
  or: 'and',
  andnot: 'and',
  load32_splat: 'load32_zero',
  load32_zero: 'load32_splat',
};

/**
 * Every mutant of a source: `start` and `end` of the text that `text` replaces, and the name of the rule.
 * @param {string} source
 * @returns {{ start: number, end: number, text: string, rule: string }[]}
 */
export function mutantsOf(source) {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const replace = (node, text, rule) =>
    mutants.push({ start: node.getStart(file), end: node.getEnd(), text, rule, before: node.getText(file) });
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isDecorator(node)) return;
    for (const rule of RULES) rule(node, replace, file);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants.filter(({ before, text }) => before !== text);
}

const RULES = [operator, droppedTerm, unary, number, calledFunction, shuffle, condition, bound, statement];

function operator(node, replace) {
  if (!ts.isBinaryExpression(node)) return;
  for (const other of OPERATORS[ts.tokenToString(node.operatorToken.kind)] ?? []) {
    replace(node.operatorToken, other, 'operator');
  }
}

function droppedTerm(node, replace, file) {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== Kind.PlusToken) return;
  replace(node, node.left.getText(file), 'dropped term');
}

function unary(node, replace, file) {
  if (
    ts.isPrefixUnaryExpression(node) &&
    [Kind.MinusToken, Kind.ExclamationToken, Kind.TildeToken].includes(node.operator)
  ) {
    replace(node, node.operand.getText(file), 'dropped sign');
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const other = { [Kind.PlusPlusToken]: '--', [Kind.MinusMinusToken]: '++' }[node.operator];
    if (other) replace(node, `${node.operand.getText(file)}${other}`, 'operator');
  }
}

function number(node, replace, file) {
  if (!ts.isNumericLiteral(node)) return;
  const text = node.getText(file);
  const value = Number(text);
  if (/^\d+$/.test(text)) {
    replace(node, `${value + 1}`, 'number + 1');
    if (value > 0) replace(node, `${value - 1}`, 'number − 1');
    if (value > 1) replace(node, `${value * 2}`, 'number × 2');
  } else {
    replace(node, /[.e]/.test(`${value * 2}`) ? `${value * 2}` : `${value * 2}.0`, 'number × 2');
  }
}

function calledFunction(node, replace) {
  if (!ts.isCallExpression(node)) return;
  const { expression } = node;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!ts.isIdentifier(name)) return;
  const other = FUNCTIONS[name.text];
  if (other && !['reduce', 'Map', 'Set'].includes(name.text)) replace(name, other, 'function');
}

/** Lanes in another order, and the two vectors exchanged. */
function shuffle(node, replace, file) {
  if (!ts.isCallExpression(node) || !/\.(shuffle|swizzle)$/.test(node.expression.getText(file))) return;
  const parts = node.arguments.map((argument) => argument.getText(file));
  const swap = (i, k) => parts.with(i, parts[k]).with(k, parts[i]).join(', ');
  const head = node.getText(file).slice(0, node.arguments[0].getStart(file) - node.getStart(file));
  replace(node, `${head}${swap(0, 1)})`, 'swapped vectors');
  for (let lane = 2; lane + 1 < parts.length; lane++) replace(node, `${head}${swap(lane, lane + 1)})`, 'swapped lanes');
}

function condition(node, replace, file) {
  if (ts.isIfStatement(node)) {
    for (const value of ['true', 'false']) replace(node.expression, value, `condition ${value}`);
  }
  if (ts.isConditionalExpression(node)) {
    replace(node, node.whenTrue.getText(file), 'condition true');
    replace(node, node.whenFalse.getText(file), 'condition false');
  }
}

/** A loop that stops one turn early: by the step of the variable that its condition names first. */
function bound(node, replace, file) {
  if (!ts.isForStatement(node) || !node.condition || !ts.isBinaryExpression(node.condition)) return;
  const { left, right } = node.condition;
  const name = left.getText(file).split(/\W/)[0];
  const step = node.incrementor?.getText(file).match(new RegExp(`\\b${name} \\+= ([^,]+)`))?.[1] ?? '1';
  replace(right, `(${right.getText(file)}) - (${step})`, 'one turn less');
}

/** A statement left out; a loop or an `if` with everything in it. */
function statement(node, replace) {
  const whole = ts.isExpressionStatement(node) || ts.isContinueStatement(node) || ts.isThrowStatement(node);
  const loop = ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isForOfStatement(node);
  const block = loop || (ts.isIfStatement(node) && !node.elseStatement);
  if (whole || block) replace(node, ';', block ? 'dropped block' : 'dropped statement');
}

/** The line in which a change is made: its number (from 1), its text, and the text with the change marked. */
export function lineOf(source, { start, end, text }) {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const to = source.indexOf('\n', start);
  const line = source.slice(from, to < 0 ? undefined : to);
  const rest = end <= from + line.length ? line.slice(end - from) : '';
  const marked = `${line.slice(0, start - from)}⟦${source.slice(start, end)}⟧${rest}`.trim().replace(/\s+/g, ' ');
  return { number: source.slice(0, start).split('\n').length, text: line.trim(), change: `${marked} → ${text}` };
}
