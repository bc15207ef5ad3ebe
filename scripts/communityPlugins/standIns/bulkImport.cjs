module.exports = {
  bulkImportPermission: {
    type: 'resource',
    name: 'bulk.import',
    attributes: {},
    resourceType: 'bulk-import',
  },
};
