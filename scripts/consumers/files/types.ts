// Every entry with its types; a wrong use must be an error.
import {
  createNetwork,
  createTrainer,
  type Evaluation,
  evaluate,
  type ImageDataLike,
  RECIPES,
  Recognizer,
} from 'lenet5';
import { createNetwork as createCoreNetwork, Trainer } from 'lenet5/core';
import { type FoundWeights, findWeights, type PthFile } from 'lenet5/files';
import { type MnistFolder, readMnistFolder } from 'lenet5/node';
import {
  type BitmapLike,
  type Box,
  type CanvasLike,
  type Picture,
  Recognizer as RecognitionRecognizer,
} from 'lenet5/recognition';
import { PRETRAINED, pretrained } from 'lenet5/weights';
import * as pictures from 'lenet5/weights/pictures';
import { pretrainedStrips } from 'lenet5/weights/strips';

export async function train(folder: string): Promise<Evaluation> {
  const { train: data, test }: MnistFolder = await readMnistFolder(folder);
  const trainer = createTrainer({ architecture: 'paper', recipe: { ...RECIPES.fast, passes: 1 }, data });
  while (!trainer.done) trainer.step();
  return evaluate(trainer.network, test);
}

export function read(canvas: ImageDataLike): string {
  const recognizer = new Recognizer(pictures.pretrained(), { strips: pretrainedStrips() });
  return recognizer.recognize(canvas, { mode: 'multi' }).text;
}

/** A canvas and a bitmap, by what they have, with the types of the DOM or without. */
export function readDrawn(canvas: CanvasLike, bitmap: BitmapLike): string {
  const recognizer = new Recognizer(pictures.pretrained());
  return recognizer.recognize(canvas).text + recognizer.recognize(bitmap).text;
}

/** Only looked at by the compiler. */
export function wrong(): void {
  // @ts-expect-error there is no such architecture
  createNetwork({ architecture: 'lenet4' });
  // @ts-expect-error a picture has pixels
  new Recognizer(pretrained()).recognize({ width: 28, height: 28 });
}

/** The core's classes are the library's. */
export function steps(folder: MnistFolder): Evaluation {
  const network = createCoreNetwork({ architecture: 'blog' });
  new Trainer({ network, recipe: { ...RECIPES.blog, passes: 1 }, seed: 1, data: folder.train }).step();
  return evaluate(network, folder.test);
}

/** Those of files and recognition fit them, too. */
export function place(file: PthFile, picture: Picture): Box | undefined {
  const { weights, seen }: FoundWeights = findWeights(file.tensors);
  const network = createCoreNetwork({ architecture: seen.c3 === 'table' ? 'paper' : 'blog' });
  network.loadStateDict(weights);
  const recognizer: Recognizer = new RecognitionRecognizer(network);
  return recognizer.recognize(picture).digits[0]?.box;
}

const sha256: string = pretrained().weightsSha256();
// Not every engine has a console.
const { console } = globalThis as unknown as { console: { log(line: string): void } };
console.log(JSON.stringify({ sha256, told: PRETRAINED.weightsSha256 }));
