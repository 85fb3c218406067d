// A notebook as Observable keeps it: cells with names, each computed anew when one that it reads changes.
import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';

export default function define(runtime, observer) {
  const notebook = runtime.module();
  const cell = (name, inputs, value) => notebook.variable(observer(name)).define(name, inputs, value);
  cell('recognizer', [], () => new Recognizer(pretrained()));
  cell('strokes', [], () => 'M60 50H135L85 160');
  cell('picture', ['strokes'], (strokes) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 200;
    const pen = canvas.getContext('2d');
    pen.lineWidth = 14;
    pen.stroke(new Path2D(strokes));
    return canvas;
  });
  cell('text', ['recognizer', 'picture'], (recognizer, picture) => recognizer.recognize(picture).text);
  return notebook;
}
