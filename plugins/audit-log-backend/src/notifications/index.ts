export { grantMessage } from './grantMessage';
export { lifecycleMessage } from './lifecycleMessage';
export { NotificationMessenger } from './NotificationMessenger';
export type { Message, Messenger } from './types';
