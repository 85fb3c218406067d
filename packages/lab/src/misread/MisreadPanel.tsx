/** To come. */
export function MisreadPanel() {
  return <p />;
}
