import { ConflictError, NotFoundError } from '@backstage/errors';
import { StorageIntegrations } from '../storage';
import { StoredSchedule } from './types';

/** @throws ConflictError where a schedule is paused. */
export function refusePaused({ name, status }: StoredSchedule): void {
  if (status === 'paused') {
    throw new ConflictError(
      `Export schedule '${name}' is paused: resume it before you send it`,
    );
  }
}

/** @throws ConflictError where the storage of a schedule can't take anything. */
export async function requireStorage(
  { name, integration }: StoredSchedule,
  integrations: Pick<StorageIntegrations, 'get'>,
): Promise<void> {
  const found = await integrations.get(integration).catch(error => {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  });
  if (!found) {
    throw new ConflictError(
      `Storage integration '${integration}' of export schedule '${name}' is not there any more: choose another one, or create it again`,
    );
  }
  if (found.status === 'retired') {
    throw new ConflictError(
      `Storage integration '${integration}' is retired: expected one that was created after audit logging was enabled`,
    );
  }
}
