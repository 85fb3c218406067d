import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { contract } from './contract.js';

// In float64 the reference runs among NaN too: as the measure of the other two.
contract('simd', () => new WasmBackend(), ['nan', 'number']);
contract('reference in float32', () => new ReferenceBackend('float32'), ['nan']);
contract('reference in float64', () => new ReferenceBackend('float64'), ['number']);
