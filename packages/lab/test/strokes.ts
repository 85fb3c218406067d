/** Strokes as people draw them, in hundredths of the pad. */
export type Stroke = readonly (readonly [x: number, y: number])[];

function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): Stroke {
  return Array.from({ length: 17 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / 16) * Math.PI) / 180;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)] as const;
  });
}

/** One drawing of each digit, 0 to 9. */
export const DIGITS: readonly (readonly Stroke[])[] = [
  [arc(50, 50, 20, 32, -80, 285)],
  [
    [
      [42, 28],
      [52, 18],
      [52, 50],
      [51, 84],
    ],
  ],
  [[...arc(49, 34, 18, 15, -160, 40), [48, 62], [31, 82], [48, 81], [72, 80]]],
  [[...arc(47, 33, 17, 15, -150, 80), ...arc(47, 66, 20, 18, -80, 150)]],
  [
    [
      [40, 18],
      [34, 38],
      [30, 55],
      [50, 56],
      [72, 54],
    ],
    [
      [62, 20],
      [60, 50],
      [58, 85],
    ],
  ],
  [[[68, 18], [42, 19], [39, 45], ...arc(48, 62, 19, 20, -100, 140)]],
  [[[60, 15], [46, 30], [37, 52], ...arc(50, 66, 16, 17, -180, 180)]],
  [
    [
      [30, 22],
      [50, 21],
      [70, 20],
      [58, 48],
      [46, 84],
    ],
  ],
  [[...arc(50, 34, 15, 16, 90, -270), ...arc(50, 66, 18, 17, -90, 270)]],
  [[...arc(48, 36, 16, 17, 0, -360), [64, 36], [63, 60], [58, 85]]],
];
