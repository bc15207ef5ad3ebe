import { parseDestination } from './destination';
import { StorageIntegration } from './schema';

/**
 * One thing to do in the cloud's own console or command line; `snippet` is to
 * be pasted.
 *
 * @public
 */
export interface SetupStep {
  text: string;
  snippet?: string;
}

/**
 * What to do in the cloud so that an integration works. Shown under
 * **View credentials**.
 *
 * @public
 */
export function setupSteps(
  integration: Pick<
    StorageIntegration,
    'name' | 'destination' | 'identity' | 'externalId'
  >,
): SetupStep[] {
  const { kind } = parseDestination(integration.destination);
  return {
    s3: s3Steps,
    azure: azureSteps,
    gcs: gcsSteps,
    local: () => [
      { text: 'Nothing to set up: the backend writes to its own disk.' },
    ],
  }[kind](integration);
}

type Wanted = Parameters<typeof setupSteps>[0];

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function s3Steps({ destination, identity, externalId }: Wanted): SetupStep[] {
  const { container, prefix } = parseDestination(destination);
  const objects = `arn:aws:s3:::${container}/${prefix ? `${prefix}/` : ''}*`;
  const steps: SetupStep[] = [
    {
      text: 'Create an IAM policy with these permissions.',
      snippet: json({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['s3:ListBucket', 's3:GetBucketLocation'],
            Resource: `arn:aws:s3:::${container}`,
            // Asking for an object that is not there yet is refused, unless
            // the bucket may be listed without a prefix, too.
            ...(prefix && {
              Condition: {
                StringLikeIfExists: { 's3:prefix': [`${prefix}/*`] },
              },
            }),
          },
          {
            Effect: 'Allow',
            Action: [
              's3:PutObject',
              's3:GetObject',
              's3:DeleteObject',
              's3:AbortMultipartUpload',
            ],
            Resource: objects,
          },
        ],
      }),
    },
  ];
  if (identity.type === 'role') {
    steps.push(
      { text: `Attach the policy to the role ${identity.roleArn}.` },
      {
        text: "Let the portal's AWS principal assume the role with this external id, by editing the role's trust policy. Replace the principal by the one that the portal runs as.",
        snippet: json({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::<portal account>:role/<portal>' },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'sts:ExternalId': externalId } },
            },
          ],
        }),
      },
    );
  } else {
    steps.push({ text: 'Attach the policy to the principal that is used.' });
  }
  return [...steps, { text: 'Press Test.' }];
}

function azureSteps({ destination, identity }: Wanted): SetupStep[] {
  const { account, container } = parseDestination(destination);
  const assignee = 'clientId' in identity ? identity.clientId : undefined;
  return [
    {
      text: "Assign the role 'Storage Blob Data Contributor' on the container to the identity that the portal uses. It can take up to 45 minutes until Azure honours it.",
      snippet: [
        'az role assignment create',
        `  --role "Storage Blob Data Contributor"`,
        `  --assignee ${assignee ?? '<client id>'}`,
        `  --scope "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Storage/storageAccounts/${
          account?.split('.')[0]
        }/blobServices/default/containers/${container}"`,
      ].join(' \\\n'),
    },
    ...(identity.type === 'workload'
      ? [
          {
            text: "Add a federated credential to the application, with the issuer and subject of the portal's Kubernetes service account.",
          },
        ]
      : []),
    { text: 'Press Test.' },
  ];
}

function gcsSteps({ destination, identity }: Wanted): SetupStep[] {
  const { container } = parseDestination(destination);
  const member =
    identity.type === 'impersonation'
      ? identity.serviceAccount
      : '<service account of the portal>';
  return [
    {
      text: 'Create a role with just the permissions that exports need.',
      snippet:
        'gcloud iam roles create auditLogExporter --project <project> \\\n  --permissions storage.objects.create,storage.objects.get,storage.objects.list,storage.objects.delete',
    },
    {
      text: 'Grant it on the bucket.',
      snippet: `gcloud storage buckets add-iam-policy-binding gs://${container} \\\n  --member serviceAccount:${member} --role projects/<project>/roles/auditLogExporter`,
    },
    ...(identity.type === 'impersonation'
      ? [
          {
            text: "Let the portal's own identity impersonate the service account.",
            snippet: `gcloud iam service-accounts add-iam-policy-binding ${member} \\\n  --member serviceAccount:<service account of the portal> --role roles/iam.serviceAccountTokenCreator`,
          },
        ]
      : []),
    { text: 'Press Test.' },
  ];
}
