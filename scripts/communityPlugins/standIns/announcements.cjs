const permission = action => ({
  type: 'basic',
  name: `announcement.entity.${action}`,
  attributes: { action },
});

module.exports = {
  AUDITOR_FETCH_EVENT_ID: 'announcements-fetch',
  AUDITOR_MUTATE_EVENT_ID: 'announcements-mutate',
  AUDITOR_ACTION_CREATE: 'create',
  AUDITOR_ACTION_UPDATE: 'update',
  AUDITOR_ACTION_DELETE: 'delete',
  EVENTS_TOPIC_ANNOUNCEMENTS: 'announcements',
  SIGNALS_CHANNEL_ANNOUNCEMENTS: 'announcements:new',
  MAX_TITLE_TAG_LENGTH: 100,
  announcementEntityPermissions: {
    announcementCreatePermission: permission('create'),
    announcementDeletePermission: permission('delete'),
    announcementUpdatePermission: permission('update'),
  },
};
