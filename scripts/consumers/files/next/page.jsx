// A server component: runs when the page is built.
import * as library from 'lenet5';
import * as weights from 'lenet5/weights/pictures';
import { check } from '../check.js';
import Client from './client.jsx';

export default function Page() {
  const answer = check(library, weights);
  return <Client server={answer} />;
}
