import {
  CreateIntegration,
  ListedIntegration,
  StorageIdentity,
  StorageIntegration,
  StorageKind,
  createIntegrationSchema,
  parseDestination,
} from 'backstage-plugin-audit-log-common';

/** What people choose among; a compatible storage is S3 at an address of its own. */
export const clouds = ['s3', 'compatible', 'azure', 'gcs', 'local'] as const;

export type Cloud = (typeof clouds)[number];

export type IdentityType = StorageIdentity['type'];

/** What the form holds: text as it was typed. */
export interface IntegrationForm {
  cloud: Cloud;
  name: string;
  destination: string;
  endpoint: string;
  region: string;
  forcePathStyle: boolean;
  identity: IdentityType;
  roleArn: string;
  tenantId: string;
  clientId: string;
  serviceAccount: string;
  profile: string;
}

export type FormField = keyof IntegrationForm;

/** Fields with something wrong, and what it is. */
export type Problems = Partial<Record<FormField, string>>;

/** How a cloud can be told who the portal is, the recommended way first. */
export const identitiesOf: Record<Cloud, IdentityType[]> = {
  s3: ['role', 'profile', 'ambient'],
  compatible: ['profile', 'ambient'],
  azure: ['workload', 'managed', 'profile', 'ambient'],
  gcs: ['impersonation', 'ambient', 'profile'],
  local: ['ambient'],
};

const identityFields: Record<IdentityType, FormField[]> = {
  role: ['roleArn'],
  workload: ['tenantId', 'clientId'],
  managed: ['clientId'],
  impersonation: ['serviceAccount'],
  ambient: [],
  profile: ['profile'],
};

/** Fields that belong to an identity. */
export function fieldsOf(identity: IdentityType): FormField[] {
  return identityFields[identity];
}

export function kindOf(cloud: Cloud): StorageKind {
  return cloud === 'compatible' ? 's3' : cloud;
}

/** The cloud that an integration is shown as. */
export function cloudOf(
  integration: Pick<StorageIntegration, 'destination' | 'endpoint'>,
): Cloud {
  const { kind } = parseDestination(integration.destination);
  return kind === 's3' && integration.endpoint ? 'compatible' : kind;
}

const scheme = (cloud: Cloud) => `${kindOf(cloud)}://`;

/** An empty form for a cloud. */
export function emptyForm(cloud: Cloud): IntegrationForm {
  return {
    cloud,
    name: '',
    destination: scheme(cloud),
    endpoint: '',
    region: '',
    forcePathStyle: cloud === 'compatible',
    identity: identitiesOf[cloud][0],
    roleArn: '',
    tenantId: '',
    clientId: '',
    serviceAccount: '',
    profile: '',
  };
}

/** The form with another cloud; what was typed stays where it still fits. */
export function withCloud(
  form: IntegrationForm,
  cloud: Cloud,
): IntegrationForm {
  const isSameKind = kindOf(form.cloud) === kindOf(cloud);
  return {
    ...emptyForm(cloud),
    name: form.name,
    ...(isSameKind && { destination: form.destination, region: form.region }),
  };
}

/** The form that shows an integration as it is. */
export function formOf(integration: StorageIntegration): IntegrationForm {
  const { name, destination, endpoint, region, forcePathStyle } = integration;
  const { type, ...identity } = integration.identity;
  return {
    ...emptyForm(cloudOf(integration)),
    name,
    destination,
    endpoint: endpoint ?? '',
    region: region ?? '',
    forcePathStyle: forcePathStyle ?? false,
    identity: type,
    ...identity,
  };
}

/** What the form asks the backend to create. */
export function requestOf(form: IntegrationForm): CreateIntegration {
  const text = (field: FormField) => String(form[field]).trim() || undefined;
  const isS3 = kindOf(form.cloud) === 's3';
  return {
    name: form.name.trim(),
    destination: form.destination.trim(),
    identity: {
      type: form.identity,
      ...Object.fromEntries(
        fieldsOf(form.identity)
          .map(field => [field, text(field)])
          .filter(([, value]) => value !== undefined),
      ),
    } as StorageIdentity,
    ...(isS3 && text('region') && { region: text('region') }),
    ...(form.cloud !== 's3' &&
      text('endpoint') && { endpoint: text('endpoint') }),
    ...(isS3 && form.forcePathStyle && { forcePathStyle: true }),
  };
}

/** What is wrong with a form, found without asking the backend. */
export function problemsOf(
  form: IntegrationForm,
  words: { required: string; beginsWith: (start: string) => string },
): Problems {
  const wanted: FormField[] = [
    'name',
    'destination',
    ...(form.cloud === 'compatible' ? (['endpoint'] as const) : []),
    ...fieldsOf(form.identity).filter(
      field => !(form.identity === 'managed' && field === 'clientId'),
    ),
  ];
  const problems: Problems = {};
  for (const issue of createIntegrationSchema.safeParse(requestOf(form)).error
    ?.issues ?? []) {
    problems[fieldOf(issue.path.map(String))] ??= issue.message;
  }
  const start = scheme(form.cloud);
  if (!form.destination.trim().startsWith(start)) {
    problems.destination = words.beginsWith(start);
    // The identity was judged by the wrong cloud.
    delete problems.identity;
  }
  for (const field of wanted) {
    const value = String(form[field]).trim();
    if (value === '' || (field === 'destination' && value === start)) {
      problems[field] = words.required;
    }
  }
  return problems;
}

/** The form's field for a path in the body, such as `identity.roleArn`. */
export function fieldOf(path: string[]): FormField {
  const [first, second] = path;
  if (first === 'identity') {
    return second && second !== 'type' ? (second as FormField) : 'identity';
  }
  // The account of Azure is a part of the destination.
  return first === 'account' ? 'destination' : (first as FormField);
}

/** Whether two integrations reach the same place in the same way. */
export function isSameConnection(
  one: ListedIntegration | StorageIntegration,
  other: StorageIntegration,
): boolean {
  return (
    JSON.stringify(requestOf(formOf(one))) ===
    JSON.stringify(requestOf(formOf(other)))
  );
}
