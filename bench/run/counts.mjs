// Useful multiply-adds, from the layer list of the library: what has to be computed, however it is computed.

/**
 * @typedef {object} Work
 * @property {number} forward multiply-adds of one forward pass, one sample
 * @property {number} step the same of a training step: forward, gradients of the weights, deltas of the units
 * @property {readonly { name: string, forward: number, step: number }[]} layers
 */

/**
 * Only products with weights count: convolutions, dense layers, and the distances once. Not counted: coefficients of
 * the subsampling layers, squashing functions, biases, the backward pass of the distances (Eq. 8 passes back one class),
 * the update. A convolution without squashing function whose windows are then pooled is one convolution with stride 2,
 * and credited as that: a quarter of the products. The input needs no deltas, so C1 has two thirds of a step.
 * @param {readonly import('lenet5').Layer[]} layers
 * @returns {Work}
 */
export function usefulWork(layers) {
  const counted = layers.map((layer, i) => {
    const { name, from } = layer;
    const forward = productsOf(layer, layers[i + 1]);
    const passes = layer.kind === 'distances' ? 1 : from === 'input' ? 2 : 3;
    return { name, forward, step: forward * passes };
  });
  const sum = (/** @type {'forward' | 'step'} */ key) => counted.reduce((total, layer) => total + layer[key], 0);
  return { forward: sum('forward'), step: sum('step'), layers: counted };
}

/**
 * @param {import('lenet5').Layer} layer
 * @param {import('lenet5').Layer | undefined} next
 */
function productsOf(layer, next) {
  if (layer.kind === 'dense') return layer.units * layer.inputs;
  if (layer.kind === 'distances') return layer.classes * layer.inputs;
  if (layer.kind === 'subsampling') return 0;
  const links = layer.table.reduce((sum, inputs) => sum + inputs.length, 0);
  const pooled = next?.kind === 'subsampling' && next.pooling !== 'max' && layer.squash === 'none';
  const side = pooled ? layer.size / 2 : layer.size;
  return links * 25 * side * side;
}
