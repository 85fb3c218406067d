/** How the kernels are compiled: by the build, by the mutation runner and, for the peak, by the benchmark. */
export const ASC_OPTIONS = [
  ...['--runtime', 'stub', '--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--converge'],
  ...['--enable', 'simd'],
];
