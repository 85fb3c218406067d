import type { Random } from '../../../../src/math/random.js';
import type { Picture } from '../../../../src/recognition/index.js';
import { crop } from '../../../../src/recognition/normalise.js';
import type { Plane } from '../../../../src/recognition/plane.js';
import type { Labelled } from '../pictures.js';
import type { Kind, Sources } from './kind.js';

/** An MNIST digit as it is, white on black. */
function digit(random: Random, { mnist }: Sources): { label: string; ink: Plane } {
  const at = random.below(mnist.count);
  const data = mnist.images.slice(at * 784, (at + 1) * 784);
  return { label: String(mnist.labels[at]), ink: { width: 28, height: 28, data } };
}

function prepared(change: (ink: Plane) => Plane): Kind['draw'] {
  return (random, sources): Labelled => {
    const { label, ink } = digit(random, sources);
    const picture: Picture = { ...change(ink), channels: 1 };
    return { kind: 'single', label, picture };
  };
}

function inverted(ink: Plane): Plane {
  return { ...ink, data: ink.data.map((value) => 255 - value) };
}

/** Pictures that somebody prepared for a network before. */
export const PREPARED: readonly Kind[] = [
  { name: 'prepared/mnist', draw: prepared((ink) => ink) },
  { name: 'prepared/tight', draw: prepared(crop) },
  { name: 'prepared/black-on-white', draw: prepared(inverted) },
  { name: 'prepared/tight-black-on-white', draw: prepared((ink) => inverted(crop(ink))) },
];
