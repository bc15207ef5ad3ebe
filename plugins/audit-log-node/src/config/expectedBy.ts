/** What people call the types of a schema. */
const types: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What a schema expected, from its message, in words for people. */
export function expectedBy(message: string): string {
  const [, expected] = /\bexpected (.*)/s.exec(message) ?? [];
  if (expected === undefined) {
    return `what docs/configuration.md says (${message})`;
  }
  const [what] = expected.split(', received ');
  const [, atLeast] = /^(?:number|int) to be >=(\S+)$/.exec(what) ?? [];
  const [, atMost] = /^(?:number|int) to be <=(\S+)$/.exec(what) ?? [];
  if (atLeast) {
    return `a number of at least ${atLeast}`;
  }
  return atMost ? `a number of at most ${atMost}` : types[what] ?? what;
}
