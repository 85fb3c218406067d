import { useEffect, useRef, useState } from 'react';
import { readStrokes } from './read.js';

export function Digit({ strokes }) {
  const canvas = useRef(null);
  const [text, setText] = useState('');
  useEffect(() => setText(readStrokes(canvas.current, strokes)), [strokes]);
  return (
    <p>
      <canvas ref={canvas} width="200" height="200" />
      <output>{text}</output>
    </p>
  );
}
