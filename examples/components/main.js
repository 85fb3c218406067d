// All three on one page, each with a 7.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { mount } from 'svelte';
import { createApp } from 'vue';
import { Digit as ReactDigit } from './Digit.jsx';
import SvelteDigit from './Digit.svelte';
import { Digit as VueDigit } from './Digit.vue.js';

const strokes = 'M60 50H135L85 160';
const place = (name) => document.querySelector(`#${name}`);
createRoot(place('react')).render(createElement(ReactDigit, { strokes }));
createApp(VueDigit, { strokes }).mount(place('vue'));
mount(SvelteDigit, { target: place('svelte'), props: { strokes } });
