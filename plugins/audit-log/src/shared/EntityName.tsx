import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  EntityDisplayName,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';

/** True for text such as `component:default/svc-77`. */
export function isEntityRef(text: string): boolean {
  return /^[a-z][\w-]*:[\w.-]+\/[\w.-]+$/i.test(text);
}

/**
 * An entity by its display name, with a link to its page where the app has a
 * catalog. Text that isn't an entity ref stays as it is.
 */
export function EntityName(props: { entityRef: string; noLink?: boolean }) {
  const { entityRef, noLink } = props;
  const entityRoute = useRouteRef(entityRouteRef);
  if (!isEntityRef(entityRef)) {
    return <span title={entityRef}>{entityRef.replace(/^url:/, '')}</span>;
  }
  const name = (
    <span title={entityRef}>
      <EntityDisplayName entityRef={entityRef} hideIcon disableTooltip />
    </span>
  );
  if (noLink || !entityRoute) {
    return name;
  }
  return (
    <Link to={entityRoute(entityRouteParams(parseEntityRef(entityRef)))}>
      {name}
    </Link>
  );
}
