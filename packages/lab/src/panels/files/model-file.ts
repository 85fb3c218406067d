import {
  type Architecture,
  architectureOf,
  checkArchitecture,
  findWeights,
  RECIPES,
  readPth,
  readSafetensors,
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

/** Names of classes, where the file has such a list. */
function namesIn({ classNames }: Readonly<Record<string, string>>): readonly string[] | null {
  const names: unknown = classNames === undefined ? null : JSON.parse(classNames);
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : null;
}

/**
 * Shows the weights of a .safetensors or .pth file, told apart by their first bytes, in the figure.
 * @throws Lenet5Error or SyntaxError that says what is wrong with it
 */
export async function openModel(file: File): Promise<void> {
  const { name } = file;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { tensors, metadata } = looksLikePth(bytes) ? await readPth(bytes, name) : readSafetensors(bytes, name);
  const found = findWeights(tensors, name);
  const own = told(metadata);
  focusOn(null);
  showWeights(own ?? architectureOf(found), found.weights, {
    kind: 'file',
    name,
    layout: found.layout,
    guessed: own === null && found.supposed === 'tutorial',
    classNames: namesIn(metadata),
  });
}
