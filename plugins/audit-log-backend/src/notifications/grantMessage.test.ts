import { GrantLimits } from 'backstage-plugin-audit-log-common';
import { GrantNews, GrantStanding, StoredGrant } from '../grants';
import { grantMessage } from './grantMessage';

const wording = {
  name: (ref: string) =>
    ({ 'user:default/ada': 'Ada Lovelace', 'group:default/sre': 'SRE' }[ref] ??
    ref),
  time: (iso: string) => (iso.startsWith('2027') ? '31 January 2027' : iso),
};

function grant(change: Partial<StoredGrant> = {}): StoredGrant {
  return {
    id: 'one',
    grantee: 'user:default/grace',
    limits: { everything: true },
    reason: null,
    expiresAt: null,
    createdAt: '2026-11-20T10:00:00.000Z',
    createdBy: 'user:default/ada',
    version: 1,
    ...change,
  };
}

const holds = (...limits: GrantLimits[]): GrantStanding => ({
  isAdmin: false,
  held: limits.map(one => grant({ limits: one })),
});

const catalog = { categories: ['CATALOG'] };
const ofGroup = grant({ grantee: 'group:default/sre' });

const cases: [
  GrantNews['kind'],
  StoredGrant,
  GrantStanding | undefined,
  string,
  string,
][] = [
  [
    'given',
    grant(),
    holds({ everything: true }),
    'You may read the audit log',
    'Ada Lovelace gave you a grant to read the audit log. You may read now: every event, without an end.',
  ],
  [
    'given',
    grant(),
    {
      isAdmin: false,
      held: [
        grant({
          limits: { ...catalog, ownEvents: true },
          expiresAt: '2027-01-31T00:00:00.000Z',
        }),
      ],
    },
    'You may read the audit log',
    'Ada Lovelace gave you a grant to read the audit log. You may read now: events of the categories CATALOG, that you caused yourself, until 31 January 2027.',
  ],
  [
    'given',
    ofGroup,
    holds({ plugins: ['catalog'], ownedEntities: true }),
    'You may read the audit log',
    'Ada Lovelace gave your group SRE a grant to read the audit log. You may read now: events of the plugins catalog, about entities that you own, without an end.',
  ],
  [
    'given',
    grant(),
    { isAdmin: true, held: [grant()] },
    'Your access to the audit log has changed',
    'Ada Lovelace gave you a grant to read the audit log. You are an Admin and may read every event, with a grant or without.',
  ],
  [
    'changed',
    grant(),
    holds(catalog, { ownEvents: true }, catalog),
    'Your access to the audit log has changed',
    'Ada Lovelace changed a grant of yours to read the audit log. You may read now: events of the categories CATALOG, without an end; and events that you caused yourself, without an end.',
  ],
  [
    'changed',
    grant(),
    holds(),
    'You may no longer read the audit log',
    'Ada Lovelace changed a grant of yours to read the audit log. You may read nothing of it now. Ask an Admin if you need it.',
  ],
  [
    'revoked',
    grant(),
    holds(),
    'You may no longer read the audit log',
    'Ada Lovelace revoked a grant of yours to read the audit log. You may read nothing of it now. Ask an Admin if you need it.',
  ],
  [
    'revoked',
    grant(),
    holds(catalog),
    'Your access to the audit log has changed',
    'Ada Lovelace revoked a grant of yours to read the audit log. You may read now: events of the categories CATALOG, without an end.',
  ],
  [
    'revoked',
    grant(),
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
    grant(),
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
