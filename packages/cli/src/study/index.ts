/** Studies and their stored results, as docs/make reads them. */
export { readSource } from '../data.js';
export { readAssignment } from '../settings/switches.js';
export { findStudy } from './built-in.js';
export { dataDigest, type Surroundings } from './configuration.js';
export type { MisreadRank } from './examine.js';
export { codeFingerprint } from './fingerprint.js';
export { Planner } from './plan.js';
export type { Outcome, PassResult, StudyResult } from './result.js';
export { type Row, rowsOf } from './rows.js';
export { ResultStore } from './store.js';
export { type Spread, spreadOf, spreadText, type TableRow, tableOf } from './table.js';
