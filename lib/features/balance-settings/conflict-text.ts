export const conflictText = {
  title: 'Someone else changed these settings',
  help: 'The settings changed while you were editing. Nothing was sent to Stripe, and what you entered is still here.',
  field: 'Field',
  opened: 'When you opened the page',
  theirs: 'Current',
  mine: 'Yours',
  unchanged: 'Unchanged',
  keepMine: 'Keep my changes and review',
  takeTheirs: 'Discard my changes',
}
