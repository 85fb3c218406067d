import { KeptRuns } from './KeptRuns.js';
import { Link } from './Link.js';
import { LoadModel } from './LoadModel.js';
import { SaveModel } from './SaveModel.js';
import './files.css';

/** What goes out of the page, comes in, and stays in the browser. Nothing is sent anywhere. */
export function FilesPanel() {
  return (
    <div class="files">
      <SaveModel />
      <LoadModel />
      <Link />
      <KeptRuns />
    </div>
  );
}
