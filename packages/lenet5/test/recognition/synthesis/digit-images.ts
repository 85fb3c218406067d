/** 28×28 images of digits with their labels, as an IDX pair holds them. */
export interface DigitImages {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly count: number;
}
