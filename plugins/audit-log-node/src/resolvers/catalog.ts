import { Target } from 'backstage-plugin-audit-log-common';
import { asObject, genericTarget, only, targetFrom, text } from './generic';
import { EventResolver, ResolverInput } from './types';

/** Events of the catalog backend. */
export const catalogResolver: EventResolver = input => ({
  category: 'CATALOG',
  target: input.eventId.startsWith('location-')
    ? locationTarget(input)
    : targetFrom('entity', input.meta.entityRef) ??
      targetFrom('entity', only(input.meta.entities)) ??
      targetFrom('entity', only(input.meta.entityRefs)) ??
      genericTarget(input.meta),
});

function locationTarget({ meta }: ResolverInput): Target | null {
  // What was read is told as the answer.
  const location = asObject(meta.location) ?? asObject(meta.output);
  const type = text(location?.type);
  const address = text(location?.target);
  const ref = type && address ? `${type}:${address}` : address;
  return (
    targetFrom('location', ref) ??
    targetFrom('location', meta.locationRef) ??
    targetFrom('location', meta.id)
  );
}
