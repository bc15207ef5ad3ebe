import { storageAdvice } from 'backstage-plugin-audit-log-common';

/** What to do about a failure of a storage, where that is known. */
export function StorageAdvice(props: { error: string; className?: string }) {
  const advice = storageAdvice(props.error);
  return advice ? <div className={props.className}>{advice}</div> : null;
}
