/** To come. */
export function QuestionsPanel() {
  return <p />;
}
