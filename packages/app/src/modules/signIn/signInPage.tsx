import { SignInPage } from '@backstage/core-components';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { companyAuthApiRef } from './companyAuthApi';

export const signInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => props =>
      (
        <SignInPage
          {...props}
          title="Sign in"
          align="center"
          providers={[
            {
              id: 'company',
              title: 'Company account',
              message: 'As Ada (Admin), Grace or Alan',
              apiRef: companyAuthApiRef,
            },
            'guest',
          ]}
        />
      ),
  },
});
