module.exports = {
  adoptionInsightsEventsReadPermission: {
    type: 'basic',
    name: 'adoption-insights.events.read',
    attributes: { action: 'read' },
  },
};
