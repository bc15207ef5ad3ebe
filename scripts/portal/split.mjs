import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../toolchain/index.mjs';
import { startPortal } from './backend.mjs';

/**
 * Starts a split deployment: the portal, and a second backend without the audit
 * log that delivers to it. Both are processes of their own with data of their
 * own.
 *
 * @param options - as of `startPortal`
 * @param options.deliveringPort - of the second backend
 * @param options.deliveringEnv - more environment variables for it alone
 */
export async function startSplitPortal(options) {
  const { deliveringPort, deliveringEnv, ...portalOptions } = options;
  const configFiles = [
    ...(options.configFiles ?? []),
    inRepository('app-config.split.yaml'),
  ];
  const env = {
    ...options.env,
    PORTAL_PORT: String(options.port),
    DELIVERING_PORT: String(deliveringPort),
  };
  const portal = await startPortal({ ...portalOptions, configFiles, env });
  const dataFolder = join(options.dataFolder, 'delivering');
  mkdirSync(dataFolder, { recursive: true });
  const startDelivering = () =>
    startPortal({
      ...portalOptions,
      entry: 'src/delivering.ts',
      port: deliveringPort,
      dataFolder,
      configFiles,
      env: {
        ...env,
        // Its catalog asks nobody: the permissions are in the other backend.
        APP_CONFIG_permission_enabled: 'false',
        APP_CONFIG_auditLog_recording_journal_folder: join(
          dataFolder,
          'journal',
        ),
        ...deliveringEnv,
      },
    });
  try {
    return { portal, delivering: await startDelivering(), startDelivering };
  } catch (error) {
    await portal.stop();
    throw error;
  }
}
