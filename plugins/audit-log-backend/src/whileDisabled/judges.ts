import { ConflictError } from '@backstage/errors';
import {
  Grant,
  JudgedRouteName,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import { z } from 'zod';
import { SettingsService } from '../settings';
import { firstThatKeepsLess } from './firstThatKeepsLess';
import { firstThatWidens } from './firstThatWidens';
import { ALLOWED_MEANWHILE } from './sentences';

type Input<
  N extends RouteName,
  K extends 'params' | 'body',
> = (typeof routes)[N] extends { [key in K]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;

/**
 * Looks at a change that somebody asks for while audit logging is disabled.
 * Every route that is to be judged has one; it rejects where the change is
 * refused.
 */
export type Judges = {
  [N in JudgedRouteName]: (input: {
    params: Input<N, 'params'>;
    body: Input<N, 'body'>;
  }) => Promise<void>;
};

/** The judges of the portal's settings and grants. */
export function createJudges(options: {
  settings: Pick<SettingsService, 'read'>;
  grants: { get(id: string): Promise<Grant> };
}): Judges {
  const { settings, grants } = options;
  return {
    updateSettings: async ({ body }) =>
      refuse(firstThatKeepsLess(await settings.read(), body)),
    updateGrant: async ({ params, body }) =>
      refuse(firstThatWidens(await grants.get(params.id), body)),
  };
}

function refuse(field: string | undefined): void {
  if (field !== undefined) {
    throw new ConflictError(
      `Body field '${field}' can't be changed like this while audit logging is disabled: enable it first; ${ALLOWED_MEANWHILE}`,
    );
  }
}
