import type { Network, Reading } from 'lenet5';

/** Ten numbers of which the smallest is the answer: distances, or −log of the softmax of a linear output. */
function costs(network: Network): Float32Array {
  const outputs = Float32Array.from(network.outputs.state.data.subarray(0, 10));
  if (network.architecture.output !== 'linear') return outputs;
  const most = Math.max(...outputs);
  const sum = outputs.reduce((total, score) => total + Math.exp(score - most), 0);
  return outputs.map((score) => most + Math.log(sum) - score);
}

/** The network's answer to its first sample, never refused. */
export function readOutputs(network: Network): Reading {
  const distances = costs(network);
  const order = [...distances.keys()].sort((a, b) => (distances[a] as number) - (distances[b] as number));
  const [digit, runnerUp] = order as [number, number];
  const margin = (distances[runnerUp] as number) - (distances[digit] as number);
  return { digit, runnerUp, distances, margin, rejected: false, reason: null };
}
