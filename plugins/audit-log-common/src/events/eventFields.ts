import { z } from 'zod';
import { recordedEventSchema } from './schema';

/**
 * Every field of an event that this version knows, as paths such as
 * `request.method`; what is within `meta` has none.
 *
 * @public
 */
export const eventFields: string[] = Object.entries(
  recordedEventSchema.shape,
).flatMap(([name, field]) => {
  const members = membersOf(field);
  return members ? members.map(member => `${name}.${member}`) : [name];
});

function membersOf(field: z.ZodType): string[] | undefined {
  const inner = field instanceof z.ZodNullable ? field.unwrap() : field;
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : undefined;
}
