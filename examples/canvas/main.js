import { read } from './read.js';

const canvas = document.querySelector('canvas');
const pen = canvas.getContext('2d', { willReadFrequently: true });
pen.lineWidth = 14;
pen.lineCap = pen.lineJoin = 'round';

canvas.onpointerdown = ({ offsetX, offsetY }) => {
  pen.beginPath();
  pen.moveTo(offsetX, offsetY);
};
canvas.onpointermove = ({ buttons, offsetX, offsetY }) => {
  if (buttons === 0) return;
  pen.lineTo(offsetX, offsetY);
  pen.stroke();
};
canvas.onpointerup = () => {
  document.querySelector('output').value = read(canvas) || '?';
};
