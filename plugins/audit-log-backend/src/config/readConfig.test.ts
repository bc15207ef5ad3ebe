import { ConfigReader } from '@backstage/config';
import { readConfig } from './readConfig';

const read = (auditLog: object, rest: object = {}) =>
  readConfig(new ConfigReader({ auditLog, ...rest } as never));

describe('readConfig', () => {
  it('is closed and keeps 30 days where nothing is configured', () => {
    expect(readConfig(new ConfigReader({}))).toMatchObject({
      available: true,
      unavailableReason: null,
      admins: [],
      accessMode: 'admins',
      permissionsEnabled: false,
      recoveryDays: 30,
      retentionDays: 30,
    });
  });

  it('writes refs of admins in full', () => {
    expect(
      read({ admins: ['Group:Platform', 'user:acme/Ada'] }).admins,
    ).toEqual(['group:default/platform', 'user:acme/ada']);
  });

  it('says why audit logging is unavailable', () => {
    expect(
      read({ available: false, unavailableReason: 'Ask Ada' }),
    ).toMatchObject({ available: false, unavailableReason: 'Ask Ada' });
    expect(read({ available: false }).unavailableReason).toContain(
      'auditLog.available',
    );
  });

  it.each([
    [{ admins: ['platform'] }, "'auditLog.admins[0]' is 'platform'"],
    [{ access: { mode: 'open' } }, "'auditLog.access.mode' is 'open'"],
    [{ recoveryDays: 0 }, "'auditLog.recoveryDays' is '0'"],
    [{ recoveryDays: 1.5 }, "'auditLog.recoveryDays' is '1.5'"],
    [{ retention: { days: 1e9 } }, "'auditLog.retention.days' is '1000000000'"],
  ])('refuses %j', (auditLog, sentence) => {
    expect(() => read(auditLog)).toThrow(sentence);
  });
});
