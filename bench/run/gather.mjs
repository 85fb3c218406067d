// Opens everything that can be compared on this machine, and says what is missing.
import * as lenet5 from 'lenet5';
import { findChromium, openChromium } from '../browser/chromium.mjs';
import { inputsOf, picturesOf } from '../peers/inputs.mjs';
import { libraryPeer } from '../peers/library.mjs';
import { onnxPeer } from '../peers/onnx.mjs';
import { tensorflowPeer } from '../peers/tensorflow.mjs';
import { findPython, torchPeers } from '../peers/torch.mjs';
import { PRESETS } from './contenders.mjs';
import { startWeights } from './measure.mjs';
import { readSamples } from './samples.mjs';

const BATCHES = [1, 16, 64, 256];

/** The message of an error in one line: what is skipped has one line. */
export const lineOf = (error) => `${error instanceof Error ? error.message : error}`.split('\n')[0];

/** Tries to open one program; a failure becomes a line of `skipped`. */
async function attempt(name, open, skipped) {
  try {
    return await open();
  } catch (error) {
    skipped.push(`${name}: ${lineOf(error)}`);
    return null;
  }
}

async function openTorch(data, starts) {
  const python = findPython();
  if (!python) throw new Error('no Python with torch and numpy found (Debian: python3-torch; or set LENET5_PYTHON)');
  return torchPeers(python, data, starts);
}

async function openBrowser(data) {
  const path = findChromium();
  if (!path) throw new Error('not found (Debian: chromium; or set LENET5_CHROMIUM)');
  return openChromium(path, data, BATCHES);
}

/** @param {(name: string) => boolean} wanted whether anything of a program is asked for */
export async function gather(wanted) {
  const skipped = [];
  const data = await readSamples();
  const starts = new Map(PRESETS.map((preset) => [preset, startWeights(lenet5, preset, data)]));
  const inputs = (preset) => inputsOf(preset, data);
  const open = (name, make) => (wanted(name) ? attempt(name, make, skipped) : null);
  const chromium = await open('Chromium', () => openBrowser(data));
  const torch = await open('PyTorch', () => openTorch(data, starts));
  const onnx = await open('onnxruntime-web', () => onnxPeer(starts, picturesOf(data)));
  const tensorflow = await open('TensorFlow.js', () => tensorflowPeer(data, starts, inputs));
  const library = ['simd', 'reference'].map((backend) => libraryPeer(backend, data, BATCHES));
  const others = [...(chromium?.peers ?? []), ...(torch?.peers ?? []), onnx?.peer, tensorflow?.peer];
  return {
    data,
    starts,
    skipped,
    chromium,
    library: library[0],
    peers: [...library, ...others.filter((peer) => peer !== undefined)],
    versions: {
      chromium: chromium?.version ?? null,
      pytorch: torch?.version ?? null,
      onnxruntimeWeb: onnx?.version ?? null,
      tensorflowJs: tensorflow?.version ?? null,
    },
    async close() {
      torch?.close();
      await chromium?.close();
    },
  };
}
