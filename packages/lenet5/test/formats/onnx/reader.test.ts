import { describe, expect, it } from 'vitest';
import { encodeModel } from '../../../src/formats/onnx/graph.js';
import { readOnnxInfo } from '../../../src/formats/onnx/reader.js';
import { expectError, thrownBy } from '../../data/samples.js';
import { text } from '../pth/samples.js';

const metadata = { architecture: '{"name":"paper"}', licence: 'MIT', 中文: '数字' };
const FILE = encodeModel({
  ...{ name: 'test', nodes: [{ operator: 'Identity', inputs: ['x'], output: 'y' }], constants: [], metadata },
  inputs: [{ name: 'x', shape: ['N', 300], type: 'float', description: '' }],
  outputs: [{ name: 'y', shape: ['N', 300], type: 'float', description: '' }],
});

describe('readOnnxInfo', () => {
  it('reads operator set, producer and metadata', () => {
    expect(readOnnxInfo(FILE)).toEqual({ opset: 13, producer: 'lenet5', metadata });
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', text('no model at all')],
    ['a file cut off', FILE.subarray(0, -3)],
    ['an endless number', new Uint8Array(40).fill(0xff)],
  ])('refuses %s', async (_, file) => {
    expectError(await thrownBy(() => readOnnxInfo(file, 'a.onnx')), 'FormatError', 'onnx-damaged', 'a.onnx');
  });
});
