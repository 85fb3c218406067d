import { WRONG } from './values.js';

const OPTIONAL = ['undefined'];
/** None of them is none at all. */
const OPTIONS = ['undefined', 'an empty object'];
const FLAG = ['undefined', 'true'];
const CALLBACK = ['undefined', 'a function'];
const TEXT = ['a text', 'an empty text'];
const NAME = ['undefined', ...TEXT];
const OBJECT = ['an empty object', 'an unknown option'];
const POSITIVE = ['1.5', '1e12'];
const NUMBER = ['-1', ...POSITIVE];
const LIMIT = ['undefined', ...POSITIVE];
/** Values that are no options may come with more beside them: a data set with its file, a state with its date. */
const MORE = ['one field more'];
/** What is only passed on or shown. */
const ANYTHING = WRONG.map(([label]) => label);

/** Switches are checked one by one: whether they make sense together is another matter. */
const RECIPE = {
  '0.name': TEXT,
  '0.j': POSITIVE,
  '0.mu': POSITIVE,
  '0.curvatureSamples': ['1e12'],
  '0.curvatureEvery': ['1e12'],
  '0.curvaturePasses': ['1e12'],
  '0.rate': POSITIVE,
  '0.rates': ['an empty list'],
  '0.warmUp': ['1e12'],
  '0.batch': ['1e12'],
  '0.passes': ['1e12'],
  '0.validation': ['1e12'],
  '0.shift': ['1.5'],
  '0.shear': ['1.5'],
  '0.rotation': ['1.5'],
  '0.elastic': ['1.5'],
  '0.plainPasses': ['1e12'],
};

/**
 * What each call takes of the wrong values, because they are right there, by the place of an argument or of a field of
 * one: `0`, `1.capacity`. Everything else must be refused.
 */
export const TAKES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  checkArchitecture: { '0.name': TEXT },
  checkNames: { '0': ['an empty object'], '2': ANYTHING, '0.a': ANYTHING },
  checkRecipe: RECIPE,
  classScores: { '0': ['an empty list'] },
  countNetwork: { '0.name': TEXT },
  createNetwork: {
    '0': OPTIONS,
    '0.architecture': OPTIONAL,
    '0.backend': OPTIONAL,
    '0.capacity': OPTIONAL,
    '0.fused': FLAG,
    '0.curvature': FLAG,
  },
  createTrainer: {
    '0.architecture': OPTIONAL,
    '0.recipe': OPTIONAL,
    '0.seed': ['undefined', '1e12'],
    '0.backend': OPTIONAL,
    '0.weights': OPTIONAL,
  },
  'displacementNetworks()': { '0': ['-1', '1.5'] },
  evaluate: { '1': MORE, '2': OPTIONAL, '1.identity': ANYTHING, '1.warnings': ANYTHING, '2.j': LIMIT },
  evaluateStepwise: {
    '1': MORE,
    '2': OPTIONS,
    '1.identity': ANYTHING,
    '1.warnings': ANYTHING,
    '2.measure': OPTIONAL,
    '2.each': CALLBACK,
  },
  layersOf: { '0.name': TEXT },
  makeDataset: { '0': MORE, '1': MORE, '2': MORE, '2.images': TEXT, '2.labels': TEXT },
  positionsOf: { '0': ['1e12'] },
  sha256Hex: { '0': ['an empty text', 'an empty list', 'an empty Map'] },
  slice: { '0': MORE, '0.identity': ANYTHING, '0.warnings': ANYTHING },
  'new Network': { '0.name': TEXT },
  'Network.backward': { '1': MORE, '1.scale': NUMBER },
  'Network.distort': { '1': ['true'] },
  'Network.setPicture': { '1': ['many bytes'] },
  'Network.update': { '0': NUMBER },
  'new Trainer': { '0.seed': ['1e12'], '0.keepWeights': FLAG },
  'Trainer.restore': { '0': MORE, '0.windowBefore': ['null'], '0.chance': ['1e12'], '0.rates': ['an empty list'] },
  adoptSettings: { '0': MORE, '0.architecture': OBJECT, '0.recipe': OBJECT },
  codeFingerprint: { '0': OPTIONAL },
  collapseInChinese: {
    '0': MORE,
    '0.samples': NUMBER,
    '0.window': NUMBER,
    '0.answer': NUMBER,
    '0.answerShare': NUMBER,
    '0.errorShare': NUMBER,
    '0.meanLoss': NUMBER,
    '0.saturatedShare': NUMBER,
  },
  collapseSentence: {
    '0': MORE,
    '0.samples': NUMBER,
    '0.window': NUMBER,
    '0.answer': NUMBER,
    '0.answerShare': NUMBER,
    '0.errorShare': NUMBER,
    '0.meanLoss': NUMBER,
    '0.saturatedShare': NUMBER,
  },
  compareOnValidation: {
    '0': MORE,
    '1': MORE,
    '0.validationErrorPercent': NUMBER,
    '0.validationLoss': NUMBER,
    '1.validationErrorPercent': NUMBER,
    '1.validationLoss': NUMBER,
  },
  beginsLike: { ...RECIPE, '1': ['1e12'], '2': ['1e12'] },
  errorInChinese: { '0': MORE, '0.code': TEXT, '0.message': TEXT },
  expectedInChinese: { '0': TEXT },
  warningInChinese: { '0': TEXT },
  sourceInChinese: { '0': TEXT },
  defaultMeasure: { '0': MORE },
  differences: {
    '0': MORE,
    '1': MORE,
    '0.architecture': OBJECT,
    '0.recipe': OBJECT,
    '1.architecture': OBJECT,
    '1.recipe': OBJECT,
  },
  'evaluationHandler()': {
    '0': ['an empty object', 'an unknown option', 'one field more'],
    '0.kind': ANYTHING,
    '0.name': TEXT,
  },
  idleBecause: {
    '1': MORE,
    '2': OPTIONS,
    '1.architecture': OBJECT,
    '1.recipe': OBJECT,
    '2.keepsWeights': FLAG,
    '2.language': OPTIONAL,
  },
  nearest: { '0': TEXT, '1': ['an empty list', 'a list'] },
  suggestion: { '0': TEXT, '1': ['an empty list', 'a list'] },
  switchValue: { '1': MORE, '1.architecture': OBJECT, '1.recipe': OBJECT },
  textsOf: { '0': MORE, '0.name': TEXT },
  withSwitch: { '0': MORE, '2': ANYTHING, '0.architecture': OBJECT, '0.recipe': OBJECT },
  'Evaluator.keep': { '0': TEXT, '1': MORE, '1.identity': ANYTHING, '1.warnings': ANYTHING },
  'Evaluator.stepwise': { '1': ['an empty list'], '2': OPTIONAL, '2.j': LIMIT },
  'new RemoteEvaluator': { '0': ['a function'] },
  'RemoteEvaluator.evaluate': { '1': ['an empty list'], '2': OPTIONAL, '2.j': LIMIT },
  'RemoteEvaluator.keep': { '0': TEXT, '1': MORE, '1.identity': ANYTHING, '1.warnings': ANYTHING },
  'RemoteEvaluator.receive': {
    '0': ['an empty object', 'an unknown option', 'one field more'],
    '0.id': ANYTHING,
    '0.evaluations': ANYTHING,
  },
  'new TrainingLoop': { '0.from': ['null', 'undefined'], '0.stretch': CALLBACK, '0.now': CALLBACK },
  'TrainingLoop.run': {
    '0': OPTIONS,
    '0.enough': CALLBACK,
    '0.signal': OPTIONAL,
    '0.measure': CALLBACK,
    '0.beside': FLAG,
  },
  'TrainingLoop.slice': { '0': CALLBACK },
  findWeights: { '0': ['an empty Map'] },
  readIdx: { '1': NAME },
  readPth: { '1': NAME },
  readSafetensors: { '1': NAME },
  writeOnnx: { '1': OPTIONS, '1.batch': ['undefined', '1e12'], '1.input': OPTIONAL, '1.metadata': OPTIONS },
  writePth: { '0': ['an empty list', 'an empty Map'], '1': OPTIONS, '1.a': TEXT },
  'writePth, a tensor': { '0': TEXT, '1': MORE, '1.data': ['floats'] },
  writeSafetensors: { '0': ['an empty list', 'an empty Map'], '1': OPTIONS, '2': OPTIONS, '1.a': TEXT, '2.half': FLAG },
  'writeSafetensors, a tensor': { '0': TEXT, '1': MORE, '1.data': ['floats'] },
  reasonText: { '1': ['null', 'undefined', 'one field more'], '2': OPTIONAL },
  'new Recognizer': { '1': OPTIONS },
  'Recognizer.recognize': {
    '0': MORE,
    '1': OPTIONS,
    '1.mode': OPTIONAL,
    '1.invert': OPTIONAL,
    '1.evenLight': FLAG,
    '1.inkLevel': ['undefined', '1.5'],
    '1.removeLines': FLAG,
    '1.removeBorders': FLAG,
    '1.again': FLAG,
    '1.turn': FLAG,
    '1.cut': FLAG,
    '1.reader': OPTIONAL,
    '1.strips': CALLBACK,
    '1.trace': FLAG,
    '1.strokes': ['null', 'undefined'],
    '1.mostPixels': ['undefined', '1e12'],
    '1.reject': OPTIONS,
  },
  'Recognizer.recognize, reject': { '0': OPTIONS, '0.distance': LIMIT, '0.margin': LIMIT },
  'Recognizer.recognize, strokes': { '0': ['null', 'undefined'], '0.thinnest': ['1.5'], '0.thickest': POSITIVE },
  pretrained: { '0': OPTIONS, '0.backend': OPTIONAL, '0.capacity': OPTIONAL, '0.fused': FLAG },
  pretrainedStrips: { '0': OPTIONS, '0.backend': OPTIONAL },
  'pretrainedStrips()': { '0': ['-1', '1.5'] },
};
