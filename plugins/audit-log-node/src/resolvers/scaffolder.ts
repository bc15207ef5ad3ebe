import { targetFrom } from './generic';
import { EventResolver } from './types';

/**
 * Events of the scaffolder. A task is the target of everything that happens
 * to it; the template gives it its name.
 */
export const scaffolderResolver: EventResolver = ({ meta }) => ({
  category: 'TEMPLATES',
  target:
    targetFrom('task', meta.taskId, meta.templateRef) ??
    targetFrom('template', meta.templateRef),
});
