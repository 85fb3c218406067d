/** What `recognize` takes on. With these, the process stays under half a gigabyte whatever it is given. */
export const LIMITS = {
  /** Bytes of a file: beyond those of any photograph, below what a terminal's mistake may feed in. */
  bytes: 100_000_000,
  /** Pixels of a picture as it is stored: 8,192 × 8,192. Decoders may hold several bytes for each of them. */
  pixels: 2 ** 26,
  /** Pixels that are looked at; a larger picture is scaled down to these while it is decoded. */
  workingPixels: 2 ** 22,
} as const;
