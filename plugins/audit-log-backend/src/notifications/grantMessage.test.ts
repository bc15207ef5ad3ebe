import { GrantLimits } from 'backstage-plugin-audit-log-common';
import { storedGrant } from '../__testUtils__/storedGrant';
import { GrantNews, GrantStanding, StoredGrant } from '../grants';
import { grantMessage } from './grantMessage';

const wording = {
  name: (ref: string) =>
    ({ 'user:default/ada': 'Ada Lovelace', 'group:default/sre': 'SRE' }[ref] ??
    ref),
  time: (iso: string) => (iso.startsWith('2027') ? '31 January 2027' : iso),
};

const holds = (...limits: GrantLimits[]): GrantStanding => ({
  isAdmin: false,
  held: limits.map(one => storedGrant({ limits: one })),
});

const catalog = { categories: ['CATALOG'] };
const ofGroup = storedGrant({ grantee: 'group:default/sre' });

const cases: [
  GrantNews['kind'],
  StoredGrant,
  GrantStanding | undefined,
  string,
  string,
][] = [
  [
    'given',
    storedGrant(),
    holds({ everything: true }),
    'You may read the audit log',
    'Ada Lovelace gave you a grant to read the audit log. You may read now: every event, without an end.',
  ],
  [
    'given',
    storedGrant(),
    {
      isAdmin: false,
      held: [
        storedGrant({
          limits: { ...catalog, ownEvents: true },
          expiresAt: '2027-01-31T00:00:00.000Z',
        }),
      ],
    },
    'You may read the audit log',
    'Ada Lovelace gave you a grant to read the audit log. You may read now: events of the category CATALOG, that you caused yourself, until 31 January 2027.',
  ],
  [
    'given',
    ofGroup,
    holds({ plugins: ['catalog'], ownedEntities: true }),
    'You may read the audit log',
    'Ada Lovelace gave your group SRE a grant to read the audit log. You may read now: events of the plugin catalog, about entities that you own, without an end.',
  ],
  [
    'given',
    storedGrant(),
    { isAdmin: true, held: [storedGrant()] },
    'Your access to the audit log has changed',
    'Ada Lovelace gave you a grant to read the audit log. You are an Admin and may read every event, with a grant or without.',
  ],
  [
    'changed',
    storedGrant(),
    holds(catalog, { ownEvents: true }, catalog),
    'Your access to the audit log has changed',
    'Ada Lovelace changed a grant of yours to read the audit log. You may read now: events of the category CATALOG, without an end; and events that you caused yourself, without an end.',
  ],
  [
    'changed',
    storedGrant(),
    holds(),
    'You may no longer read the audit log',
    'Ada Lovelace changed a grant of yours to read the audit log. You may read nothing of it now. Ask an Admin if you need it.',
  ],
  [
    'revoked',
    storedGrant(),
    holds(),
    'You may no longer read the audit log',
    'Ada Lovelace revoked a grant of yours to read the audit log. You may read nothing of it now. Ask an Admin if you need it.',
  ],
  [
    'revoked',
    storedGrant(),
    holds(catalog),
    'Your access to the audit log has changed',
    'Ada Lovelace revoked a grant of yours to read the audit log. You may read now: events of the category CATALOG, without an end.',
  ],
  [
    'revoked',
    storedGrant(),
    { isAdmin: true, held: [] },
    'Your access to the audit log has changed',
    'Ada Lovelace revoked a grant of yours to read the audit log. You are an Admin and may read every event, with a grant or without.',
  ],
  [
    'revoked',
    ofGroup,
    holds(),
    'The audit log is no longer open to SRE',
    'Ada Lovelace revoked a grant of your group SRE to read the audit log. You may still read what was granted to yourself or to other groups of yours.',
  ],
  [
    'revoked',
    ofGroup,
    { isAdmin: true, held: [] },
    'Your access to the audit log has changed',
    'Ada Lovelace revoked a grant of your group SRE to read the audit log. As members of this group you are Admins and may read every event, with a grant or without.',
  ],
  [
    'revoked',
    storedGrant(),
    undefined,
    'Your access to the audit log has changed',
    'Ada Lovelace revoked a grant of yours to read the audit log. The audit log shows what you may read now.',
  ],
];

describe('grantMessage', () => {
  it.each(cases)(
    'of a grant that was %s tells what may be read then (%#)',
    (kind, of, standing, title, description) => {
      const news = { kind, grant: of, by: 'user:default/ada' };
      expect(grantMessage(news, standing, wording)).toMatchObject({
        to: [of.grantee],
        title,
        description,
        link: '/audit-log',
      });
    },
  );
});
