import * as frontendPluginApi from '@backstage/frontend-plugin-api';
import { useNavigate } from 'react-router-dom';

/** Goes to a path of the portal, such as a route ref gives. */
export type AppNavigate = (path: string) => void;

/**
 * What navigates in this portal: Backstage's own hook where it has one, which
 * from 1.57 on also works where no router is around, else the router's.
 *
 * A name that a release lacks can't be imported from it by name, hence the
 * look-up.
 */
export function navigationOf(api: {
  useAppNavigate?: () => AppNavigate;
}): () => AppNavigate {
  return api.useAppNavigate ?? useNavigate;
}

export const useAppNavigate = navigationOf(frontendPluginApi);
