/** What the language and the module are like, whatever is optimised. */
export const ASC_LANGUAGE = ['--runtime', 'stub', '--noAssert', '--enable', 'simd'];

/** How the kernels are compiled: by the build and, for the peak, by the benchmark. */
export const ASC_OPTIONS = [...ASC_LANGUAGE, '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge'];
