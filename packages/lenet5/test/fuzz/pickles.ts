import type { Random } from '../../src/math/random.js';
import { type Description, operations, tensorPickle } from '../files/pth/samples.js';
import { pick } from './mutate.js';

const NAMES = [
  'collections\nOrderedDict\n',
  'torch._utils\n_rebuild_tensor_v2\n',
  'torch._utils\n_rebuild_parameter\n',
  'torch\nFloatStorage\n',
  'torch\nLongStorage\n',
  'torch\nfloat32\n',
  'numpy.core.multiarray\nscalar\n',
  'os\nsystem\n',
  'builtins\neval\n',
];
const TEXTS = ['storage', 'cpu', '0', 'C1.weight', 'state_dict', 'module.x', '', '\xc3\xa9'];

function uint32(value: number): string {
  return String.fromCharCode(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);
}

/** One operation with its argument, mostly a sensible one. */
function operation(random: Random): string {
  const kind = random.below(16);
  if (kind < 3) return pick(random, ['N', '\x88', '\x89', ')', ']', '}', '(', '2']);
  if (kind < 5) return `K${String.fromCharCode(random.below(256))}`;
  if (kind === 5)
    return pick(random, [
      'M\xff\xff',
      'J\xff\xff\xff\xff',
      'J\xff\xff\xff\x7f',
      '\x8a\x00',
      '\x8a\x01\x80',
      `G${'\x7f'.repeat(8)}`,
    ]);
  if (kind < 8) {
    const text = pick(random, TEXTS);
    return random.below(2) ? `X${uint32(text.length)}${text}` : `\x8c${String.fromCharCode(text.length)}${text}`;
  }
  if (kind < 10) return `c${pick(random, NAMES)}`;
  if (kind === 10) return pick(random, ['q', 'h']) + String.fromCharCode(random.below(4));
  if (kind === 11) return pick(random, ['\x94', 'Q', 'R', '\x81', 'b', '\x93', '\x8f', '\x90', '\x91']);
  if (kind < 15) return pick(random, ['t', '\x85', '\x86', '\x87', 'a', 'e', 's', 'u', 'l', 'd', '0', '1']);
  return pick(random, [
    `\x95${'\x00'.repeat(8)}`,
    `B${uint32(3)}abc`,
    'C\x02ab',
    'U\x01a',
    `T${uint32(random.next())}`,
    `\x8d${uint32(random.next())}\xff\xff\xff\xff`,
  ]);
}

/** A random program; some repeat a part thousands of times. */
function program(random: Random): Uint8Array {
  const part = () => Array.from({ length: 1 + random.below(12) }, () => operation(random)).join('');
  const repeated = random.below(8) === 0 ? part().repeat(1 + random.below(5000)) : '';
  return operations('\x80\x02', part(), repeated, part(), random.below(8) ? '.' : '');
}

const SIZES = [0, 1, 2, 3, 8, 9, 255, 65_535, 0x7fffffff];

/** A tensor described at random, often beyond its storage. */
function description(random: Random): Description {
  const rank = random.below(4);
  const sizes = () => Array.from({ length: rank }, () => (random.below(4) ? random.below(4) : pick(random, SIZES)));
  return {
    type: pick(random, [
      'FloatStorage',
      'DoubleStorage',
      'HalfStorage',
      'BFloat16Storage',
      'LongStorage',
      'BoolStorage',
    ]),
    length: random.below(3) ? 8 : pick(random, [0, 1, 4, 16, 32, 33]),
    offset: random.below(3) ? 0 : pick(random, SIZES),
    shape: sizes(),
    strides: sizes(),
  };
}

/** A pickle: a program, or the state dict of one tensor. */
export function randomPickle(random: Random): Uint8Array {
  return random.below(2) ? program(random) : tensorPickle(description(random));
}
