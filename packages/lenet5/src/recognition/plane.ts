/** One value for each pixel, row-major; what a value means stands where a plane is made. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function plane(width: number, height: number): Plane {
  return { width, height, data: new Uint8Array(width * height) };
}
