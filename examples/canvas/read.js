import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';

const recognizer = new Recognizer(pretrained());

/** The digits on a canvas, '' for none. */
export const read = (canvas) =>
  recognizer.recognize(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)).text;
