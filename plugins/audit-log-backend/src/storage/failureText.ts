import { StorageError, redactText } from 'backstage-plugin-audit-log-node';

/** In characters; clouds can be wordy. */
const longest = 2_000;

/** What people are told of a failure: the storage's own words, no secrets. */
export function failureText(error: unknown): string {
  if (error instanceof StorageError) {
    // The code by itself: `ExpiredToken: The…` is no token with a value.
    const words = redactText(error.words);
    return (words ? `${error.code}: ${words}` : error.code).slice(0, longest);
  }
  const message = error instanceof Error ? error.message : String(error);
  return redactText(message).slice(0, longest);
}
