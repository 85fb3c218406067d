import { createNetwork, writeOnnx } from 'lenet5';

/**
 * onnxruntime-web, wasm backend, one thread. It gets its pictures as floats, and pads them itself.
 * @param {Map<string, import('lenet5').StateDict>} starts
 * @param {Float32Array} pictures [count, 28, 28] in [−0.1, 1.175]
 */
export async function onnxPeer(starts, pictures) {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  const peer = {
    who: 'onnxruntime-web, 1 thread',
    kinds: ['forward'],
    batches: [],
    async make(preset, _kind, batch) {
      const network = createNetwork({ architecture: preset });
      network.loadStateDict(starts.get(preset));
      const session = await ort.InferenceSession.create(writeOnnx(network, { input: 'normalised' }), {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
      });
      const size = batch * 28 * 28;
      const inputs = Array.from({ length: pictures.length / size }, (_, i) => {
        return new ort.Tensor('float32', pictures.slice(i * size, (i + 1) * size), [batch, 1, 28, 28]);
      });
      const run = async (i) => (await session.run({ pixels: inputs[i % inputs.length] }, ['distances'])).distances.data;
      return {
        async outputs() {
          const found = [];
          for (let i = 0; i < inputs.length; i++) found.push(...(await run(i)));
          return Float32Array.from(found);
        },
        async repeat(count) {
          const begin = performance.now();
          for (let i = 0; i < count; i++) await run(i);
          return performance.now() - begin;
        },
      };
    },
  };
  return { version: ort.env.versions.web, peer };
}
