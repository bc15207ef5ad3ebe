/** Signing in and out, by people and by clients that act for them. */
export const accessSentences = {
  signIn: {
    label: 'Sign in',
    done: '{{actor}} signed in with {{target}}',
    failed: '{{actor}} could not sign in with {{target}}',
  },
  signOut: {
    label: 'Sign out',
    done: '{{actor}} signed out of {{target}}',
    failed: '{{actor}} could not sign out of {{target}}',
  },
  sessionResume: {
    label: 'Resume session',
    done: '{{actor}} came back to an open session of {{target}}',
    failed: '{{actor}} could not come back to a session of {{target}}',
  },
  tokenRefresh: {
    label: 'Refresh token',
    done: '{{actor}} had a token of {{target}} renewed',
    failed: '{{actor}} could not have a token of {{target}} renewed',
  },
  providerAuthorization: {
    label: 'Connect account',
    done: '{{actor}} let the portal use an account with {{target}}',
    failed: '{{actor}} could not let the portal use an account with {{target}}',
  },
  clientRequest: {
    label: 'Request client access',
    done: 'Client {{target}} asked {{actor}} for access',
    failed: 'Client {{target}} could not ask {{actor}} for access',
  },
  clientApprove: {
    label: 'Approve client',
    done: '{{actor}} let client {{target}} in',
    failed: '{{actor}} could not let client {{target}} in',
  },
  clientReject: {
    label: 'Reject client',
    done: '{{actor}} refused client {{target}}',
    failed: '{{actor}} could not refuse client {{target}}',
  },
  clientToken: {
    label: 'Sign in client',
    done: '{{actor}} signed in through client {{target}}',
    failed: '{{actor}} could not sign in through client {{target}}',
  },
  clientRegistration: {
    label: 'Register client',
    done: '{{actor}} registered client {{target}}',
    failed: '{{actor}} could not register client {{target}}',
  },
  tokenRevocation: {
    label: 'Revoke token',
    done: '{{actor}} revoked the token of client {{target}}',
    failed: '{{actor}} could not revoke the token of client {{target}}',
  },
  offlineRevocation: {
    label: 'End offline sessions',
    done: '{{actor}} ended all offline sessions of {{target}}',
    failed: '{{actor}} could not end the offline sessions of {{target}}',
  },
  anonymousOmitted: {
    label: 'Leave out anonymous events',
    done: '{{actor}} left out events of callers who did not sign in: there were too many',
    failed: '{{actor}} could not count events of callers who did not sign in',
  },
} as const;

export const accessKinds = {
  'auth/sign-in': 'signIn',
  'auth/sign-out': 'signOut',
  'auth/session-resume': 'sessionResume',
  'auth/token-refresh': 'tokenRefresh',
  'auth/provider-authorization': 'providerAuthorization',
  'auth/client-authorization/request': 'clientRequest',
  'auth/client-authorization/approve': 'clientApprove',
  'auth/client-authorization/reject': 'clientReject',
  'auth/client-token': 'clientToken',
  'auth/client-registration': 'clientRegistration',
  'auth/token-revocation': 'tokenRevocation',
  'auth/offline-sessions-revoke': 'offlineRevocation',
  'audit-log-recorder/anonymous-events-omitted': 'anonymousOmitted',
} as const satisfies Record<string, keyof typeof accessSentences>;
