import { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { StorageProviderFactory } from 'backstage-plugin-audit-log-node';
import { azureProvider } from './azure';
import { gcsProvider } from './gcs';
import { localProvider } from './local';
import { s3Provider } from './s3';

/** Every provider that ships with the audit log. */
export function builtInProviders(options: {
  localFolder: string | undefined;
  localFolderMode?: number;
  awsAccounts: AwsCredentialsManager | undefined;
}): StorageProviderFactory[] {
  return [
    s3Provider(options.awsAccounts),
    azureProvider,
    gcsProvider,
    localProvider(options.localFolder, options.localFolderMode),
  ];
}
