// TensorFlow.js with gradients and the CPU backend, and nothing else. Its modules import without file endings, which
// Node does not resolve, so this entry is bundled first.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';

export {
  add,
  avgPool,
  buffer,
  conv2d,
  enableProdMode,
  expandDims,
  gather,
  matMul,
  mul,
  reshape,
  scalar,
  setBackend,
  slice,
  square,
  sub,
  sum,
  tanh,
  tensor,
  tidy,
  train,
  transpose,
  variable,
  version_core,
} from '@tensorflow/tfjs-core';
