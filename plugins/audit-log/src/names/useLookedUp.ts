import { useEffect, useState } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { EntityLookup, LookedUpEntity } from './EntityLookup';

const lookups = new WeakMap<object, EntityLookup>();

/** What the catalog adds to a reference; undefined while or where it doesn't. */
export function useLookedUp(
  ref: string | undefined,
): LookedUpEntity | undefined {
  const catalog = useApiHolder().get(catalogApiRef);
  const lookup = catalog && lookupOf(catalog);
  const [found, setFound] = useState<{
    ref: string;
    entity?: LookedUpEntity;
  }>();
  useEffect(() => {
    let isGone = false;
    if (lookup && ref && lookup.peek(ref) === null) {
      lookup.get(ref).then(entity => !isGone && setFound({ ref, entity }));
    }
    return () => {
      isGone = true;
    };
  }, [lookup, ref]);
  if (!lookup || !ref) {
    return undefined;
  }
  // A row that scrolls into view has it at once.
  return lookup.peek(ref) ?? (found?.ref === ref ? found.entity : undefined);
}

function lookupOf(
  catalog: ConstructorParameters<typeof EntityLookup>[0],
): EntityLookup {
  const known = lookups.get(catalog) ?? new EntityLookup(catalog);
  lookups.set(catalog, known);
  return known;
}
