/** A type of events of which the log has some. */
export const seenType = (plugin: string, eventId: string) => ({
  plugin,
  eventId,
  category: 'OTHER',
  firstSeen: '2026-11-20T10:00:00.000Z',
  lastSeen: '2026-11-21T10:00:00.000Z',
});
