import {
  type Architecture,
  architectureOf,
  checkArchitecture,
  findWeights,
  RECIPES,
  readPth,
  readSafetensors,
  type StateDict,
} from 'lenet5';
import { adoptSettings } from 'lenet5/training';
import { showWeights } from '../../state/model.js';
import { focusOn } from '../../training/open-runs.js';

/** PyTorch's files begin like a zip archive, or (before 1.6) with a pickle. */
function looksLikePth(bytes: Uint8Array): boolean {
  return (bytes[0] === 0x50 && bytes[1] === 0x4b) || bytes[0] === 0x80;
}

/** The file's own word, where it is one that this page understands. */
function told(metadata: Readonly<Record<string, string>>): Architecture | null {
  const text = metadata.architecture;
  if (text === undefined) return null;
  const { architecture } = adoptSettings({ architecture: JSON.parse(text) as Architecture, recipe: RECIPES.fast });
  return checkArchitecture(architecture);
}

/** Reads a .safetensors or .pth file, told apart by their first bytes. */
async function read(bytes: Uint8Array, name: string): Promise<{ architecture: Architecture; weights: StateDict }> {
  const { tensors, metadata } = looksLikePth(bytes) ? await readPth(bytes, name) : readSafetensors(bytes, name);
  const found = findWeights(tensors, name);
  return { architecture: told(metadata) ?? architectureOf(found), weights: found.weights };
}

/**
 * Shows the weights of a model file in the figure.
 * @throws Lenet5Error or SyntaxError that says what is wrong with it
 */
export async function openModel(file: File): Promise<void> {
  const { architecture, weights } = await read(new Uint8Array(await file.arrayBuffer()), file.name);
  focusOn(null);
  showWeights(architecture, weights, { kind: 'file', name: file.name });
}
