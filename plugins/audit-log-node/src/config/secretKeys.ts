/** Names of the values that are secret, wherever they are below `auditLog`. */
const SECRET =
  /\.(?:key|secretAccessKey|sessionToken|accountKey|sasToken|clientSecret)(?:[.[]|$)/;

/** What holds secrets: a text in its place may be one of them. */
const HOLDS_SECRETS =
  /^auditLog(?:\.integrity|\.storage|\.storage\.profiles(?:\[\d+\])?)?$/;

/** Whether the value of a key must not be shown in a message. */
export function isSecretKey(key: string): boolean {
  return SECRET.test(key) || HOLDS_SECRETS.test(key);
}
