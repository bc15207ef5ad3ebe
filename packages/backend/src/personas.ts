/**
 * A person of the demo, as the identity provider knows them.
 *
 * Who they are in the portal (team, Admin or not) is decided by the catalog:
 * the e-mail address is matched with the one of a User entity.
 */
export interface Persona {
  username: string;
  password: string;
  name: string;
  email: string;
  role: string;
}

export const personas: readonly Persona[] = [
  {
    username: 'ada',
    password: 'analytical-engine',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    role: 'Admin, member of platform-admins',
  },
  {
    username: 'grace',
    password: 'nanosecond-wire',
    name: 'Grace Hopper',
    email: 'grace@example.com',
    role: 'Engineer in the Payments team',
  },
  {
    username: 'alan',
    password: 'universal-tape',
    name: 'Alan Turing',
    email: 'alan@example.com',
    role: 'Engineer in the Search team',
  },
  {
    username: 'mallory',
    password: 'man-in-the-middle',
    name: 'Mallory Moe',
    email: 'mallory@example.com',
    role: 'Unknown to the catalog: can prove who they are, but can not enter',
  },
];

export function findPersona(username: string): Persona | undefined {
  return personas.find(persona => persona.username === username);
}
