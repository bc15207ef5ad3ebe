import { EventSource } from './types';

/**
 * The smallest sequence that was recorded at or after an instant, or head + 1.
 *
 * @remarks
 * Times of recording never decrease with the sequence, so this is a binary
 * search, of one short read per step. The first event since an instant by these
 * times is also the first by the clocks of those who appended them. Sequences that retention has removed
 * count as the next one that is there.
 */
export async function firstSince(
  source: Pick<EventSource, 'scan'>,
  head: string,
  instant: Date,
): Promise<string> {
  const wanted = instant.toISOString();
  let low = 1n;
  let high = BigInt(head) + 1n;
  while (low < high) {
    const middle = (low + high) / 2n;
    const found = await firstFrom(source, middle, head);
    if (found === undefined || found.recordedAt >= wanted) {
      high = middle;
    } else {
      low = BigInt(found.sequence) + 1n;
    }
  }
  return String(low);
}

async function firstFrom(
  source: Pick<EventSource, 'scan'>,
  from: bigint,
  head: string,
) {
  const events = source.scan({
    where: [],
    fromSequence: String(from),
    toSequence: head,
  });
  for await (const event of events) {
    return event;
  }
  return undefined;
}
