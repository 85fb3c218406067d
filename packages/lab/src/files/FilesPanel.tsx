/** To come. */
export function FilesPanel() {
  return <p />;
}
