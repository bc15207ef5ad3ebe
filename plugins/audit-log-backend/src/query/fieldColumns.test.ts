import { queryFields } from 'backstage-plugin-audit-log-common';
import { fieldColumns } from './fieldColumns';

it('gives every field of the query language a column', () => {
  expect(Object.keys(fieldColumns)).toEqual(
    queryFields.map(({ name }) => name),
  );
});
