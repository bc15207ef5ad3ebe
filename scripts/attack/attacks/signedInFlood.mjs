import { json } from './json.mjs';

/** One person who does more than all others: everything of it is recorded. */
export const attack = {
  name: 'signed-in flood',
  share: 14,
  make(random, { nth }) {
    return {
      caller: 'alan',
      mustBeRecorded: true,
      ...random.pick([
        {
          path: `/api/catalog/entities/by-name/component/default/flood-${nth}`,
        },
        {
          path: `/api/catalog/entities/by-name/component/default/flood-${nth}`,
        },
        {
          method: 'PUT',
          path: `/api/catalog/flood/${random.word(40).repeat(50)}`,
        },
        {
          method: 'POST',
          path: '/api/catalog/refresh',
          ...json({ entityRef: `component:default/flood-${nth}` }),
        },
        { method: 'DELETE', path: `/api/catalog/locations/flood-${nth}` },
      ]),
    };
  },
};
