import type { Layout } from './layout.js';
import { type Module, ROLES, type Role } from './modules.js';

/** What a class calls the module of a layer. */
interface ClassNames {
  readonly layers: Readonly<Record<string, string>>;
  /** What stands behind that for its weight and its bias. */
  readonly endings: Readonly<Record<Role, string>>;
  /** Whether full connection is [inputs, outputs]. */
  readonly transposed: boolean;
}

/** "Training a Classifier" of the PyTorch tutorials: class Net. */
const TUTORIAL: ClassNames = {
  layers: { C1: 'conv1', C3: 'conv2', C5: 'fc1', F6: 'fc2', Output: 'fc3' },
  endings: { weight: '.weight', bias: '.bias' },
  transposed: false,
};

/** class Net of https://github.com/karpathy/lecun1989-repro. */
const REPRODUCTION: ClassNames = {
  layers: { H1: 'H1', H2: 'H2', H3: 'H3', Output: 'out' },
  endings: { weight: 'w', bias: 'b' },
  transposed: true,
};

/** The layout of the best known class of PyTorch that has these modules. */
export function usualLayout(modules: readonly Module[]): Layout {
  const { layers, endings, transposed } = modules.some(({ layer }) => layer === 'H1') ? REPRODUCTION : TUTORIAL;
  return modules.flatMap((module) =>
    ROLES.map((role) => {
      const { layer, dense } = module;
      const [outputs = 0, ...inputs] = module[role].shape;
      const matrix = dense && role === 'weight';
      const read = inputs.reduce((product, size) => product * size, 1);
      const turned = matrix && transposed;
      const flat = turned ? [read, outputs] : [outputs, read];
      const shape = matrix ? flat : module[role].shape;
      return { name: `${layers[layer] ?? layer}${endings[role]}`, shape, layer, role, transposed: turned };
    }),
  );
}
