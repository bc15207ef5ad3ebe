/** Words of the pages of entities. */
export const catalogWords = {
  activity: 'Recent activity',
  activityNone: 'No activity in the last 30 days.',
  activityFailed: 'The activity could not be loaded.',
  all: 'All activity',
  homeTitle: 'Recent changes in the portal',
  homeNone: 'Nothing was changed yet.',
  inExplorer: 'Open in the explorer',
  none: 'No event about this entity in the last 90 days.',
} as const;
