/** Studies and their stored results, as docs/make reads them. */
export { readSource } from '../data.js';
export { readAssignment } from '../settings.js';
export type { MisreadRank } from './examine.js';
export { findStudy } from './file.js';
export { Planner } from './plan.js';
export type { Outcome, PassResult, StudyResult } from './result.js';
export { type Surroundings, surroundingsHere } from './result-key.js';
export { type Row, rowsOf, type Training } from './rows.js';
export { ResultStore } from './store.js';
export { type Spread, spreadOf, spreadText, type TableRow, tableOf } from './table.js';
