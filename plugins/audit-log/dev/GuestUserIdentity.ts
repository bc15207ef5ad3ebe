import { IdentityApi } from '@backstage/core-plugin-api';

/** Ada, without a token. */
export class GuestUserIdentity implements IdentityApi {
  async getBackstageIdentity() {
    return {
      type: 'user' as const,
      userEntityRef: 'user:default/ada',
      ownershipEntityRefs: ['user:default/ada'],
    };
  }
  async getCredentials() {
    return {};
  }
  async getProfileInfo() {
    return { displayName: 'Ada Lovelace' };
  }
  async signOut() {}
}
