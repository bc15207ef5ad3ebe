import { useEffect } from 'react';
import { GuestUserIdentity } from './GuestUserIdentity';
import type { SignInPageProps } from '@backstage/plugin-app-react';

/** Signs in without asking. */
export function AutoSignIn(props: SignInPageProps) {
  const { onSignInSuccess } = props;
  useEffect(() => onSignInSuccess(new GuestUserIdentity()), [onSignInSuccess]);
  return null;
}
