export { createNotifier } from './createNotifier';
export { NoticeLedger } from './NoticeLedger';
export type { Notifier } from './Notifier';
export type { Message, Messenger } from './types';
