import {
  CreateGrant,
  Grant,
  GrantLimits,
  readsEverything,
} from 'backstage-plugin-audit-log-common';

/** What a person writes into the form of a grant. */
export interface GrantForm {
  grantee: string | null;
  scope: 'all' | 'some';
  categories: string[];
  plugins: string[];
  ownEvents: boolean;
  ownedEntities: boolean;
  /** As a date-time field has it, in the reader's zone; empty for no end. */
  endsAt: string;
  reason: string;
}

/** The field that has a problem, by the word that says what to do. */
export type GrantProblem = 'granteeMissing' | 'scopeMissing' | 'past';

/** A form with nothing in it, or with what a grant is. */
export function formOf(grant?: Grant): GrantForm {
  const limits = grant?.limits ?? {};
  return {
    grantee: grant?.grantee ?? null,
    scope: grant && readsEverything(limits) ? 'all' : 'some',
    categories: limits.categories ?? [],
    plugins: limits.plugins ?? [],
    ownEvents: limits.ownEvents ?? false,
    ownedEntities: limits.ownedEntities ?? false,
    endsAt: grant?.expiresAt ? toLocalField(grant.expiresAt) : '',
    reason: grant?.reason ?? '',
  };
}

/** What has to be mended before the form can be sent. */
export function problemOf(
  form: GrantForm,
  now: Date,
): GrantProblem | undefined {
  if (!form.grantee) {
    return 'granteeMissing';
  }
  if (form.scope === 'some' && Object.keys(limitsOf(form)).length === 0) {
    return 'scopeMissing';
  }
  return form.endsAt && !(new Date(form.endsAt) > now) ? 'past' : undefined;
}

/** What the API takes. */
export function grantOf(form: GrantForm): Required<CreateGrant> {
  return {
    grantee: form.grantee ?? '',
    limits: limitsOf(form),
    expiresAt: form.endsAt ? new Date(form.endsAt).toISOString() : null,
    reason: form.reason.trim() || null,
  };
}

function limitsOf(form: GrantForm): GrantLimits {
  const { scope, categories, plugins, ownEvents, ownedEntities } = form;
  if (scope === 'all') {
    return { everything: true };
  }
  return {
    ...(categories.length > 0 && { categories }),
    ...(plugins.length > 0 && { plugins }),
    ...(ownEvents && { ownEvents }),
    ...(ownedEntities && { ownedEntities }),
  };
}

/** `2027-01-31T18:30`, in the zone of this browser. */
function toLocalField(iso: string): string {
  const time = new Date(iso);
  const local = time.getTime() - time.getTimezoneOffset() * 60_000;
  return new Date(local).toISOString().slice(0, 16);
}
