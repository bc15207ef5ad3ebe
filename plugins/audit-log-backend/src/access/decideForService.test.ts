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
  const allowed = ['external:edge', 'plugin:shop'];

  it.each([
    ['plugin:audit-log-delivery', undefined, true],
    ['external:edge', undefined, true],
    ['external:edge', {}, true],
    ['external:edge', { permissionNames: undefined }, true],
    ['plugin:shop', undefined, true],
    ['plugin:scaffolder', undefined, false],
    ['plugin:audit-log', undefined, false],
    ['plugin:audit-log-delivery2', undefined, false],
    ['PLUGIN:audit-log-delivery', undefined, false],
    ['external:audit-log-delivery', undefined, false],
    ['external:any', undefined, false],
    ['external:edge', { permissionNames: [read.name] }, false],
    ['external:edge', { permissionAttributes: { action: ['read'] } }, false],
    ['plugin:audit-log-delivery', { permissionNames: [read.name] }, false],
  ])('of %s with restrictions %p is %p', (subject, limits, expected) => {
    const principal = {
      type: 'service' as const,
      subject,
      accessRestrictions: limits as never,
    };
    expect(mayServiceAppend(principal, allowed)).toBe(expected);
  });
});
