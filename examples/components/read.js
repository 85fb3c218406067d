import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';

// One for all components.
const recognizer = new Recognizer(pretrained());

/** Draws strokes (an SVG path) on a canvas of 200×200, and reads it. */
export function readStrokes(canvas, strokes) {
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.clearRect(0, 0, 200, 200);
  pen.lineWidth = 14;
  pen.stroke(new Path2D(strokes));
  return recognizer.recognize(canvas).text;
}
