import {
  findQueryField,
  metaField,
  metaFieldPath,
  metaQueryField,
  queryFields,
} from './fields';
import { parseQuery } from './parseQuery';

describe('queryFields', () => {
  it('gives every name and alias to one field', () => {
    const names = queryFields.flatMap(({ name, aliases }) => [
      name,
      ...aliases,
    ]);
    expect(new Set(names.map(name => name.toLowerCase())).size).toBe(
      names.length,
    );
    for (const field of queryFields) {
      for (const name of [field.name, ...field.aliases]) {
        expect(findQueryField(name.toUpperCase())).toBe(field);
      }
    }
  });

  it.each([...queryFields, metaQueryField])(
    'shows examples of $name that are valid',
    field => {
      expect(field.help).toMatch(/\.$/);
      for (const example of field.examples) {
        const { terms, errors } = parseQuery(example);
        expect(errors).toEqual([]);
        expect(terms).toHaveLength(1);
      }
    },
  );

  it('reads and writes paths into the meta object', () => {
    for (const path of [['a'], ['a.b', 'c"d', 'e\\'], ['x y', '1', 'é']]) {
      expect(metaFieldPath(metaField(path))).toEqual(path);
    }
  });
});
