import { createNetwork, writeOnnx } from 'lenet5';
import { describe, expect, it } from 'vitest';
import { readOnnxInfo } from '../src/model/onnx-info.js';

const metadata = { architecture: '{"name":"paper"}', licence: 'MIT', 中文: '数字' };
const FILE = writeOnnx(createNetwork(), { metadata });

describe('readOnnxInfo', () => {
  it('reads operator set, producer and metadata', () => {
    expect(readOnnxInfo(FILE, 'a.onnx')).toEqual({ opset: 11, producer: 'lenet5', metadata });
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', Buffer.from('no model at all')],
    ['a file cut off', FILE.subarray(0, -3)],
    ['an endless number', new Uint8Array(40).fill(0xff)],
  ])('refuses %s', (_, file) => {
    expect(() => readOnnxInfo(file, 'a.onnx')).toThrow('a.onnx is no ONNX file, or a damaged one');
  });
});
