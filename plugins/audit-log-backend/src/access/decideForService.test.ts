import {
  auditLogEventReadPermission as read,
  auditLogSettingsUpdatePermission as update,
} from 'backstage-plugin-audit-log-common';
import { mayServiceAppend, mayServiceUse } from './decideForService';

const service = (accessRestrictions?: object) => ({
  type: 'service' as const,
  subject: 'external:siem',
  accessRestrictions,
});

describe('mayServiceUse', () => {
  it.each([
    ['no restrictions', undefined, read, false],
    ['the plugin only', {}, read, false],
    ['another permission', { permissionNames: [update.name] }, read, false],
    ['the permission', { permissionNames: [read.name] }, read, true],
    [
      'the permission and its action',
      {
        permissionNames: [read.name],
        permissionAttributes: { action: ['read'] },
      },
      read,
      true,
    ],
    [
      'the permission and another action',
      {
        permissionNames: [update.name],
        permissionAttributes: { action: ['read'] },
      },
      update,
      false,
    ],
    [
      'an action only',
      { permissionAttributes: { action: ['read'] } },
      read,
      false,
    ],
  ])('with %s', (_, restrictions, permission, expected) => {
    expect(mayServiceUse(service(restrictions), permission)).toBe(expected);
  });
});

describe('mayServiceAppend', () => {
  it('is for services without restrictions', () => {
    expect(mayServiceAppend(service())).toBe(true);
    expect(mayServiceAppend(service({}))).toBe(false);
    expect(mayServiceAppend(service({ permissionNames: [read.name] }))).toBe(
      false,
    );
  });
});
