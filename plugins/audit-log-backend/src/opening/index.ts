export { Door } from './Door';
export { openAndStart } from './openAndStart';
export { logOpener } from './openLog';
export type { OpenLog } from './openLog';
export { Problems } from './Problems';
export { scheduleTasks } from './scheduleTasks';
export { tellOfStart } from './tellOfStart';
