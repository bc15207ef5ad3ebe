/**
 * Two hours: what is published in every hour in which the log grows may wait
 * for a storage that is away.
 */
export const DUE_WITHIN_MS = 2 * 3_600_000;
