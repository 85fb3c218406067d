/** To come. */
export function TrainPanel() {
  return <p />;
}
