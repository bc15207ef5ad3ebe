import { targetFrom } from './generic';
import { EventResolver } from './types';

/** Events of the kubernetes backend, among them those of its proxy. */
export const kubernetesResolver: EventResolver = ({ meta }) => ({
  category: 'KUBERNETES',
  target:
    targetFrom('entity', meta.entityRef) ??
    targetFrom('cluster', meta.clusterName, meta.path) ??
    targetFrom('service', meta.serviceId),
});
