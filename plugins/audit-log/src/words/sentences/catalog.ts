/** What people and providers do with the catalog. */
export const catalogSentences = {
  locationRegister: {
    label: 'Register location',
    done: '{{actor}} registered location {{target}}',
    failed: '{{actor}} could not register location {{target}}',
  },
  locationUpdate: {
    label: 'Change location',
    done: '{{actor}} changed location {{target}}',
    failed: '{{actor}} could not change location {{target}}',
  },
  locationUnregister: {
    label: 'Unregister location',
    done: '{{actor}} unregistered location {{target}}',
    failed: '{{actor}} could not unregister location {{target}}',
  },
  locationRead: {
    label: 'Read location',
    done: '{{actor}} read location {{target}}',
    failed: '{{actor}} could not read location {{target}}',
  },
  locationList: {
    label: 'List locations',
    done: '{{actor}} listed the locations of the catalog',
    failed: '{{actor}} could not list the locations of the catalog',
  },
  locationAnalyze: {
    label: 'Analyze location',
    done: '{{actor}} analyzed location {{target}}',
    failed: '{{actor}} could not analyze location {{target}}',
  },
  entityRead: {
    label: 'Read entity',
    done: '{{actor}} read {{target}}',
    failed: '{{actor}} could not read {{target}}',
  },
  entityList: {
    label: 'List entities',
    done: '{{actor}} listed entities of the catalog',
    failed: '{{actor}} could not list entities of the catalog',
  },
  entityAncestry: {
    label: 'Read ancestry',
    done: '{{actor}} looked up where {{target}} comes from',
    failed: '{{actor}} could not look up where {{target}} comes from',
  },
  entityFacets: {
    label: 'Read facets',
    done: '{{actor}} read the facets of the catalog',
    failed: '{{actor}} could not read the facets of the catalog',
  },
  entityValidate: {
    label: 'Validate entity',
    done: '{{actor}} validated {{target}}',
    failed: '{{actor}} validated {{target}}, which is not valid',
  },
  entityRefresh: {
    label: 'Refresh entity',
    done: '{{actor}} refreshed {{target}}',
    failed: '{{actor}} could not refresh {{target}}',
  },
  entityDelete: {
    label: 'Delete entity',
    done: '{{actor}} deleted {{target}} from the catalog',
    failed: '{{actor}} could not delete {{target}} from the catalog',
  },
  entityAdd: {
    label: 'Add entity',
    done: '{{actor}} added {{target}} to the catalog',
    failed: '{{actor}} could not add {{target}} to the catalog',
  },
  entityChange: {
    label: 'Change entity',
    done: '{{actor}} changed {{target}} in the catalog',
    failed: '{{actor}} could not change {{target}} in the catalog',
  },
  entityRemove: {
    label: 'Remove entity',
    done: '{{actor}} removed {{target}} from the catalog',
    failed: '{{actor}} could not remove {{target}} from the catalog',
  },
} as const;

export const catalogKinds = {
  'catalog/location-mutate/create': 'locationRegister',
  'catalog/location-mutate/update': 'locationUpdate',
  'catalog/location-mutate/delete': 'locationUnregister',
  'catalog/location-fetch': 'locationRead',
  'catalog/location-fetch/all': 'locationList',
  'catalog/location-fetch/by-query': 'locationList',
  'catalog/location-analyze': 'locationAnalyze',
  'catalog/entity-fetch': 'entityRead',
  'catalog/entity-fetch/all': 'entityList',
  'catalog/entity-fetch/by-query': 'entityList',
  'catalog/entity-fetch/by-refs': 'entityList',
  'catalog/entity-fetch/ancestry': 'entityAncestry',
  'catalog/entity-facets': 'entityFacets',
  'catalog/entity-validate': 'entityValidate',
  'catalog/entity-mutate/refresh': 'entityRefresh',
  'catalog/entity-mutate/delete': 'entityDelete',
  'catalog/entity-change/create': 'entityAdd',
  'catalog/entity-change/update': 'entityChange',
  'catalog/entity-change/delete': 'entityRemove',
} as const satisfies Record<string, keyof typeof catalogSentences>;
