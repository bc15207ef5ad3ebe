import { colorOf, initialsOf } from './initials';

describe('initialsOf', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['Johann Sebastian Bach', 'JB'],
    ['user:default/grace', 'G'],
    ['user:default/grace.hopper', 'GH'],
    ['élodie', 'É'],
    ['李 四', '李四'],
    ['…', ''],
  ])('of %s are %s', (name, expected) => {
    expect(initialsOf(name)).toBe(expected);
  });
});

it('gives one colour to one person', () => {
  expect(colorOf('user:default/ada')).toBe(colorOf('user:default/ada'));
  const all = Array.from({ length: 50 }, (_, i) =>
    colorOf(`user:default/${i}`),
  );
  expect(new Set(all).size).toBeGreaterThan(4);
});
