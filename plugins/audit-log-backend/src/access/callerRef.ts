import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';

/** Who calls: the ref of a user or the subject of a service; '' for others. */
export function callerRef(
  auth: AuthService,
  credentials: BackstageCredentials,
): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : '';
}
