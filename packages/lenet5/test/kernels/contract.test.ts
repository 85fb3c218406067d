import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { contract } from './contract.js';

contract('simd', () => new WasmBackend());
contract('reference in float32', () => new ReferenceBackend('float32'));
contract('reference in float64', () => new ReferenceBackend('float64'));
