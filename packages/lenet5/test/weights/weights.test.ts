import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readMnistFolder } from '../../src/node/index.js';
import { evaluate } from '../../src/training/evaluation.js';
import { WEIGHTS_BASE64 } from '../../src/weights/bytes.generated.js';
import { PRETRAINED, pretrained, pretrainedBytes } from '../../src/weights/index.js';
import { MNIST_FOLDER } from '../files/idx/samples.js';

describe('the shipped weights', () => {
  it('misread exactly as many MNIST test digits as their metadata say, at most 0.5 %', async () => {
    const { test } = await readMnistFolder(MNIST_FOLDER);
    const { errorPercent } = evaluate(pretrained(), test);
    expect(errorPercent).toBeCloseTo(Number(PRETRAINED.testErrorPercent), 9);
    expect(errorPercent).toBeLessThanOrEqual(0.5);
  });

  it('are those of their checksum', () => {
    expect(pretrained({ capacity: 1 }).weightsSha256()).toBe(PRETRAINED.weightsSha256);
  });

  it('need at most 130 KB, compressed', () => {
    expect(gzipSync(WEIGHTS_BASE64, { level: 9 }).length).toBeLessThanOrEqual(130_000);
    expect(pretrainedBytes().length).toBeLessThan(125_000);
  });
});
