/** Words of the pages of entities. */
export const catalogWords = {
  activity: 'Recent activity',
  activityNone: 'No activity in the last 30 days.',
  activityFailed: 'The activity could not be loaded.',
  all: 'All activity',
  inExplorer: 'Open in the explorer',
  none: 'No event about this entity in the last 90 days.',
} as const;
