import { Lenet5Error } from 'lenet5';
import { type Key, t } from './language.js';

/** Texts by the beginning of an error's code. */
const KINDS: readonly (readonly [prefix: string, text: Key])[] = [
  ['safetensors', 'error.safetensors'],
  ['zip', 'error.pth'],
  ['pickle-global', 'error.pickle'],
  ['pickle', 'error.pth'],
  ['pth', 'error.pth'],
  ['onnx', 'error.onnx'],
  ['weights-mismatch', 'error.weights'],
  ['switch', 'error.switch'],
  ['collapse', 'error.collapse'],
  ['not-finite', 'error.finite'],
];

/** The library's sentence; its figures and names stand behind what is said in the page's language. */
export function sentenceFor(code: string | null, sentence: string): string {
  const text = KINDS.find(([prefix]) => code?.startsWith(prefix))?.[1] ?? 'error.other';
  return t(text, { sentence });
}

export function sentenceOf(error: unknown): string {
  const sentence = error instanceof Error ? error.message : String(error);
  return sentenceFor(error instanceof Lenet5Error ? error.code : null, sentence);
}
