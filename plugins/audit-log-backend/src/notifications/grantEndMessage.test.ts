import { storedGrant } from '../__testUtils__/storedGrant';
import { grantEndMessage } from './grantEndMessage';

const wording = {
  name: (ref: string) => ref.replace(/^.*\//, ''),
  time: () => 'Friday',
};
const grant = storedGrant({
  grantee: 'group:default/sre',
  expiresAt: '2027-01-31T00:00:00.000Z',
});

describe('grantEndMessage', () => {
  it('speaks to a group as such', () => {
    const standing = { isAdmin: false, held: [grant] };
    expect(
      grantEndMessage({ kind: 'ending', grant }, standing, wording),
    ).toMatchObject({
      to: ['group:default/sre'],
      title: 'The access of your group sre to the audit log ends on Friday',
      description:
        'A grant of your group sre to read every event of the audit log ends on Friday. Ask ada, who gave it, or another Admin if you need it for longer.',
      link: '/audit-log',
    });
    const after = { isAdmin: false, held: [] };
    expect(
      grantEndMessage({ kind: 'ended', grant }, after, wording),
    ).toMatchObject({
      title: 'The audit log is no longer open to sre',
      description:
        'A grant of your group sre to read the audit log ended on Friday. You may still read what was granted to yourself or to other groups of yours. Ask ada, who gave it, or another Admin if you need it.',
    });
  });

  it('is sent where nobody knows what else they may read', () => {
    expect(
      grantEndMessage({ kind: 'ended', grant }, undefined, wording),
    ).toMatchObject({
      description:
        'A grant of your group sre to read the audit log ended on Friday. The audit log shows what you may read now.',
    });
  });
});
