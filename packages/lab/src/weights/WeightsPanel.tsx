/** To come. */
export function WeightsPanel() {
  return <p />;
}
