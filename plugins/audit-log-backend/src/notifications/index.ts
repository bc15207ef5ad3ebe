export { grantMessage } from './grantMessage';
export { lifecycleMessage } from './lifecycleMessage';
export { NoticeLedger } from './NoticeLedger';
export { NotificationMessenger } from './NotificationMessenger';
export { retentionMessage, retentionNotice } from './retentionMessage';
export type { Message, Messenger } from './types';
