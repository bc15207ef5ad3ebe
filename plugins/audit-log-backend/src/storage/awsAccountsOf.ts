import { Config } from '@backstage/config';
import {
  AwsCredentialsManager,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';

/**
 * The portal's accounts of AWS, read when a storage needs one: what is wrong
 * with `aws` is then said where it matters, and keeps nothing from starting.
 */
export function awsAccountsOf(config: Config): AwsCredentialsManager {
  let accounts: AwsCredentialsManager | undefined;
  return {
    async getCredentialProvider(options) {
      accounts ??= DefaultAwsCredentialsManager.fromConfig(config);
      return accounts.getCredentialProvider(options);
    },
  };
}
