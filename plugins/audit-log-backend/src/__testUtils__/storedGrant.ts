import { StoredGrant } from '../grants';

/** A grant without limits or an end, except where it says otherwise. */
export function storedGrant(change: Partial<StoredGrant> = {}): StoredGrant {
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
