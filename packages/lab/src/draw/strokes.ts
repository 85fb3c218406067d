/** A point of the pad, 0 to 1 in both directions. */
interface Point {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly Point[];

/** What is on the pad. */
export interface Drawing {
  readonly strokes: readonly Stroke[];
  /** A picture that was dropped, pasted or opened; strokes come on top of it. */
  readonly picture: ImageBitmap | null;
}
