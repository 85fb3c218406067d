/**
 * A switch that nobody needs, as the edits by which a contributor would add it: a row of the table, and the place where it
 * acts. test/new-switch.test.ts makes them in a copy of the tree; `npm run house` counts the files.
 */
export const NEW_SWITCH = [
  {
    file: 'packages/lenet5/src/switches/table.ts',
    before: '  /**\n   * Passes at the end without distortion.',
    insert: `  /**
   * Factor of every learning rate.
   * @zh 每个学习率所乘的系数
   * @source a test
   */
  rateFactor: row({ kind: POSITIVE, default: 1, needs: ['optimiser', 'sgd'] }),
`,
  },
  {
    file: 'packages/lenet5/src/training/trainer.ts',
    before: 'rateAt(this.recipe, {',
    insert: 'this.recipe.rateFactor * ',
  },
];
