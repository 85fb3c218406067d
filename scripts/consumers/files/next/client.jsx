'use client';
import * as library from 'lenet5';
import * as weights from 'lenet5/weights/pictures';
import { useEffect } from 'react';
import { check } from '../check.js';

export default function Client({ server }) {
  useEffect(() => {
    globalThis.server = server;
    globalThis.answer = check(library, weights);
  }, [server]);
  return <p>{server.text}</p>;
}
