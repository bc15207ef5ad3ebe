import { FakeIntegrations, aTest, anIntegration } from '../src/fixtures';

/** Storage for trying the screens out; none for `?fake=empty`. */
export function fakeIntegrations(): FakeIntegrations {
  const storage = new FakeIntegrations(
    sessionStorage.getItem('fake') === 'empty'
      ? []
      : [
          anIntegration({ schedules: 2 }),
          anIntegration({
            id: '01928f3c-0000-7000-9000-000000000102',
            name: 'reports-west-europe',
            destination:
              'azure://acmereports.blob.core.windows.net/audit/backstage',
            region: undefined,
            identity: {
              type: 'workload',
              tenantId: '5f0c3f9e-4b1e-4c52-9a58-1d1d7a9f3a11',
              clientId: '0a6a0d0e-95a5-4b3c-8f5e-2f3c8c1b7d10',
            },
            externalId: null,
            status: 'failed',
            statusReason: 'write',
            lastTest: aTest({
              code: 'AuthorizationPermissionMismatch',
              message:
                'AuthorizationPermissionMismatch: This request is not authorized to perform this operation using this permission.',
            }),
            schedules: 1,
          }),
          anIntegration({
            id: '01928f3c-0000-7000-9000-000000000103',
            name: 'minio',
            destination: 's3://audit',
            endpoint: 'https://minio.example.com',
            forcePathStyle: true,
            region: undefined,
            identity: { type: 'profile', profile: 'minio' },
            externalId: null,
            status: 'pending',
            lastTest: null,
          }),
          anIntegration({
            id: '01928f3c-0000-7000-9000-000000000104',
            name: 'warehouse',
            destination: 'gcs://acme-warehouse/audit',
            region: undefined,
            identity: {
              type: 'impersonation',
              serviceAccount: 'audit-log@acme.iam.gserviceaccount.com',
            },
            externalId: null,
            status: 'retired',
            schedules: 0,
          }),
        ],
  );
  storage.linked.main = [
    {
      id: '1',
      name: 'Nightly to S3',
      owner: 'user:default/grace',
      status: 'active',
    },
    {
      id: '2',
      name: 'Failed operations, hourly',
      owner: 'user:default/ada',
      status: 'paused',
    },
  ];
  setInterval(() => {
    storage.items
      .filter(({ status }) => status === 'pending')
      .forEach(({ name }) => storage.finishSetUp(name));
  }, 6_000);
  return storage;
}
