import { z } from 'zod';

/**
 * Answer of `GET /me`: what the caller may do.
 *
 * @public
 */
export const meSchema = z.strictObject({
  principal: z.string().nullable(),
  isAdmin: z.boolean(),
  mayRead: z.boolean(),
  mayUpdateSettings: z.boolean(),
  mayManageStorage: z.boolean(),
  mayManageExports: z.boolean(),
  mayManageViews: z.boolean(),
  mayManageGrants: z.boolean(),
});

/** {@inheritDoc meSchema} @public */
export type Me = z.infer<typeof meSchema>;
