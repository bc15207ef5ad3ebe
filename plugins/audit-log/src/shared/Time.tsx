import { formatAgo, formatTime, formatUtc } from './timeFormat';
import { useNow } from './useNow';

/** A time in the reader's zone; UTC shows on hover. */
export function Time(props: { iso: string; className?: string }) {
  const { iso, className } = props;
  return (
    <time dateTime={iso} title={formatUtc(iso)} className={className}>
      {formatTime(iso, { now: new Date() })}
    </time>
  );
}

/** How long ago a time was, kept current; UTC shows on hover. */
export function TimeAgo(props: { iso: string }) {
  const now = useNow(1_000);
  return (
    <time dateTime={props.iso} title={formatUtc(props.iso)}>
      {formatAgo(props.iso, { now })}
    </time>
  );
}
