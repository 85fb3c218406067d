/**
 * What drives trainings and describes them: the training loop, evaluation in other threads, the table of switches with its
 * texts, the fingerprint of the code, and what paper and blog report. For programs such as the command and the lab.
 */

export {
  adoptSettings,
  differences,
  idleBecause,
  readSwitch,
  switchNamed,
  switchValue,
  withSwitch,
} from '../switches/settings.js';
export { type SwitchTexts, textsOf } from '../switches/texts.generated.js';
export { collapseInChinese, errorInChinese, expectedInChinese, sourceInChinese, warningInChinese } from './chinese.js';
export { collapseSentence } from './collapse-words.js';
export {
  type BestPass,
  type ChosenPass,
  compareOnValidation,
  type EndedPass,
  type PassEvaluations,
  type PassRecord,
  type Progress,
  type Stretch,
  type TrainingEvent,
  type TrainingState,
  type ValidationScore,
} from './events.js';
export { codeFingerprint } from './fingerprint.js';
export { type Driver, type LoopOptions, type Signal, TrainingLoop } from './loop.js';
export {
  type EvaluationReply,
  type EvaluationRequest,
  Evaluator,
  evaluationHandler,
  RemoteEvaluator,
  type Weights,
  weightsOf,
} from './measuring.js';
export { nearest, suggestion } from './names.js';
export { BLOG_FINAL, PAPER_FIG_5, PAPER_FINAL_TEST_ERROR } from './published.js';
export { beginsLike } from './schedule.js';
