/**
 * The rules that Admins set: `noise` is always dropped, `reads` where it went
 * well, `moody` in one of the two sets; of `secret` no details are stored;
 * `strict` does nothing without a record.
 */
export function rulesFor({ dropsMoody }) {
  return [
    { name: 'noise', match: { plugin: 'noise' }, effect: 'drop' },
    {
      name: 'reads',
      match: { plugin: 'reads', outcome: 'succeeded' },
      effect: 'drop',
    },
    {
      name: 'moody',
      match: { plugin: 'moody' },
      effect: dropsMoody ? 'drop' : 'record',
    },
    {
      name: 'secret',
      match: { plugin: 'secret' },
      effect: 'record',
      detail: 'metadata',
    },
    {
      name: 'strict',
      match: { plugin: 'strict' },
      effect: 'record',
      durability: 'strict',
    },
  ];
}

export function dropsMoody(rules) {
  return rules?.some(
    ({ name, effect }) => name === 'moody' && effect === 'drop',
  );
}
