import { z } from 'zod';
import { parseDestination, storageKinds } from './destination';

const isoTime = z.iso.datetime({ precision: 3 });

const profile = z.strictObject({
  type: z.literal('profile'),
  profile: z.string().min(1).max(128),
});

/**
 * How the backend proves who it is to a storage, without a stored secret.
 *
 * @remarks
 * `role`: an AWS role that is assumed with the integration's external id.
 * `managed`: an Azure managed identity. `workload`: Azure workload identity.
 * `impersonation`: a Google service account that the backend's own identity
 * may impersonate. `ambient`: what the backend's environment provides.
 * `profile`: credentials that the operator keeps in `app-config.yaml` under
 * `auditLog.storage.profiles`, by name.
 *
 * @public
 */
export const storageIdentitySchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('role'),
    roleArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
        'must look like arn:aws:iam::123456789012:role/name',
      ),
  }),
  z.strictObject({
    type: z.literal('managed'),
    clientId: z.uuid().optional(),
  }),
  z.strictObject({
    type: z.literal('workload'),
    tenantId: z.uuid(),
    clientId: z.uuid(),
  }),
  z.strictObject({
    type: z.literal('impersonation'),
    serviceAccount: z
      .string()
      .max(256)
      .regex(
        /^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/,
        'must look like name@project.iam.gserviceaccount.com',
      ),
  }),
  z.strictObject({ type: z.literal('ambient') }),
  profile,
]);

/** {@inheritDoc storageIdentitySchema} @public */
export type StorageIdentity = z.infer<typeof storageIdentitySchema>;

const destinationUri = z
  .string()
  .max(1024)
  .superRefine((uri, context) => {
    try {
      parseDestination(uri);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  });

/**
 * Name of a storage integration: what people type into a schedule, and its
 * address in the API.
 *
 * @public
 */
export const integrationNameSchema = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower case letters, digits and hyphens, beginning and ending with a letter or digit',
  );

const connection = {
  destination: destinationUri,
  identity: storageIdentitySchema,
  /** Amazon S3 and compatible storages. */
  region: z
    .string()
    .regex(/^[a-z0-9-]{2,32}$/, 'must look like eu-central-1')
    .optional(),
  /** A storage that isn't the cloud's own; must be allowed in `app-config.yaml`. */
  endpoint: z
    .url({ protocol: /^https?$/ })
    .max(512)
    .optional(),
  /** Bucket in the path instead of the host name, as many compatible storages need. */
  forcePathStyle: z.boolean().optional(),
};

const identitiesOfKind: Record<string, StorageIdentity['type'][]> = {
  s3: ['role', 'ambient', 'profile'],
  azure: ['managed', 'workload', 'ambient', 'profile'],
  gcs: ['impersonation', 'ambient', 'profile'],
  local: ['ambient'],
};

function checkConnection(
  value: { destination: string; identity: StorageIdentity },
  context: z.RefinementCtx,
) {
  const kind = value.destination.split(':')[0].replace(/^gs$/, 'gcs');
  const allowed = identitiesOfKind[kind];
  if (allowed && !allowed.includes(value.identity.type)) {
    context.addIssue({
      code: 'custom',
      path: ['identity', 'type'],
      message: `Identity '${
        value.identity.type
      }' does not fit ${kind} storage; expected one of ${allowed.join(', ')}`,
    });
  }
}

/**
 * Body of `POST /storage-integrations`.
 *
 * @public
 */
export const createIntegrationSchema = z
  .strictObject({ name: integrationNameSchema, ...connection })
  .superRefine(checkConnection);

/** @public */
export type CreateIntegration = z.infer<typeof createIntegrationSchema>;

/**
 * Body of `PUT /storage-integrations/:name`. The storage must stay of the same
 * kind. Linked schedules pause, unless `schedules` is `rewrite`: then the
 * destinations of schedules that lie under the old one move under the new one.
 *
 * @public
 */
export const updateIntegrationSchema = z
  .strictObject({
    ...connection,
    schedules: z.enum(['pause', 'rewrite']).default('pause'),
  })
  .superRefine(checkConnection);

/** @public */
export type UpdateIntegration = z.input<typeof updateIntegrationSchema>;

/**
 * Query of `DELETE /storage-integrations/:name`: linked schedules pause, or are
 * deleted too.
 *
 * @public
 */
export const deleteIntegrationQuerySchema = z.strictObject({
  schedules: z.enum(['pause', 'delete']).default('pause'),
});

/** @public */
export type DeleteIntegrationQuery = z.input<
  typeof deleteIntegrationQuerySchema
>;

/** @public */
export const integrationStatuses = [
  'pending',
  'ready',
  'failed',
  'retired',
] as const;

/** @public */
export const storageTestSteps = [
  'credentials',
  'write',
  'refuse-overwrite',
  'read',
  'list',
  'delete',
] as const;

/** @public */
export type StorageTestStep = (typeof storageTestSteps)[number];

/**
 * What the test of a storage found, step by step, up to the first that failed.
 * `code` and `message` are the storage's own words.
 *
 * @public
 */
export const storageTestSchema = z.strictObject({
  ok: z.boolean(),
  testedAt: isoTime,
  steps: z.array(
    z.strictObject({
      step: z.enum(storageTestSteps),
      ok: z.boolean(),
      code: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});

/** {@inheritDoc storageTestSchema} @public */
export type StorageTest = z.infer<typeof storageTestSchema>;

/**
 * A storage integration, as Admins see it. It holds no secret.
 *
 * @remarks
 * `externalId` is generated for AWS roles. `retired` integrations were left
 * behind when audit logging was disabled, and have to be created anew.
 *
 * @public
 */
export const integrationSchema = z.strictObject({
  id: z.uuid(),
  name: integrationNameSchema,
  ...connection,
  externalId: z.string().nullable(),
  status: z.enum(integrationStatuses),
  statusReason: z.string().nullable(),
  lastTest: storageTestSchema.nullable(),
  createdBy: z.string(),
  createdAt: isoTime,
  updatedAt: isoTime,
  version: z.number().int().positive(),
});

/** {@inheritDoc integrationSchema} @public */
export type StorageIntegration = z.infer<typeof integrationSchema>;

/**
 * Answer of `GET /storage-integrations`: the integrations by name, each with
 * how many export schedules use it, and what a new one may be made of.
 *
 * @remarks
 * `kinds` are the storages that this portal offers, `profiles` the names of
 * credentials in `app-config.yaml`, never what is in them, and `endpoints` the
 * origins of compatible storages that may be typed.
 *
 * @public
 */
export const integrationListSchema = z.strictObject({
  items: z.array(
    integrationSchema.extend({ schedules: z.number().int().nonnegative() }),
  ),
  kinds: z.array(z.enum(storageKinds)),
  profiles: z.array(
    z.strictObject({ name: z.string(), kind: z.enum(storageKinds) }),
  ),
  endpoints: z.array(z.string()),
});

/** {@inheritDoc integrationListSchema} @public */
export type IntegrationList = z.infer<typeof integrationListSchema>;

/** A storage integration in a list. @public */
export type ListedIntegration = IntegrationList['items'][number];
