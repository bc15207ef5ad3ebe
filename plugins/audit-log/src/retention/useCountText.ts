import { EventCount } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

/** Says how many events were counted, as far as counting went. */
export function useCountText(): (counted: EventCount) => string {
  const t = useWords();
  return ({ count, isComplete }) => {
    if (isComplete) {
      return t('retention.next.count', { count });
    }
    return count > 0
      ? t('retention.next.more', { number: count.toLocaleString() })
      : t('retention.next.unknown');
  };
}
