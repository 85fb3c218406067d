/** How every bar looks and behaves. */
export const BAR = {
  barsize: 14,
  barCompleteChar: '█',
  barIncompleteChar: '░',
  clearOnComplete: true,
  // Neither touches the settings of the terminal: after kill -9 it is as it was before.
  hideCursor: null,
  linewrap: true,
  gracefulExit: false,
};
