export { Door } from './Door';
export { keepTrying } from './keepTrying';
export { openAndStart } from './openAndStart';
export { databaseOpener } from './openDatabase';
export { Problems } from './Problems';
export { describeStart } from './describeStart';
export { scheduleTasks } from './scheduleTasks';
