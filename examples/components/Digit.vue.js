import { h, ref, watchPostEffect } from 'vue';
import { readStrokes } from './read.js';

export const Digit = {
  props: { strokes: String },
  setup(props) {
    const canvas = ref(null);
    const text = ref('');
    watchPostEffect(() => {
      text.value = readStrokes(canvas.value, props.strokes);
    });
    return () => h('p', [h('canvas', { ref: canvas, width: 200, height: 200 }), h('output', text.value)]);
  },
};
