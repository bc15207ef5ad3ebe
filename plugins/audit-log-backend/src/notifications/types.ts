/** One message to people of the portal. */
export interface Message {
  /** Refs of users or groups; groups reach their members. */
  to: string[];
  title: string;
  description: string;
  /** Path in the portal. */
  link: string;
  severity: 'low' | 'normal' | 'high' | 'critical';
  /** Messages with the same scope replace each other. */
  scope: string;
}

/**
 * Sends messages, in the portal and wherever else it sends them. Never
 * rejects: a message that can't be sent becomes a line in the log.
 */
export interface Messenger {
  send(message: Message): Promise<void>;
}
