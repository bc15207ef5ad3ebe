import { useCallback, useEffect, useMemo, useState } from 'react';
import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';

/**
 * A small choice that is remembered for the reader's next visit. What another
 * version left behind under the same key and isn't of the same type is ignored.
 */
export function useStored<T extends string | number | boolean>(
  key: string,
  fallback: T,
): [T, (value: T) => void] {
  const storageApi = useApi(storageApiRef);
  const storage = useMemo(
    () => storageApi.forBucket('audit-log'),
    [storageApi],
  );
  const [value, setValue] = useState<T>(() =>
    read(storage.snapshot(key).value, fallback),
  );

  useEffect(() => {
    const subscription = storage
      .observe$(key)
      .subscribe(snapshot => setValue(read(snapshot.value, fallback)));
    return () => subscription.unsubscribe();
  }, [storage, key, fallback]);

  const store = useCallback(
    (next: T) => {
      setValue(next);
      storage.set(key, next);
    },
    [storage, key],
  );
  return [value, store];
}

function read<T>(stored: unknown, fallback: T): T {
  return typeof stored === typeof fallback ? (stored as T) : fallback;
}
