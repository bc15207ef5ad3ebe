import { AsyncLocalStorage } from 'node:async_hooks';

/** What everything that happens during one HTTP request shares. */
export interface RequestContext {
  /** The portal's own. */
  readonly requestId: string;
  /** That of a trace which began in the portal. */
  readonly traceId: string | undefined;
  /** As the caller named them. */
  readonly claimedTraceId?: string;
  readonly claimedRequestId?: string;
  /** Whether an event about the request was or will be recorded. */
  isAudited: boolean;
}

// One for the process: that is what async local storage is about.
const storage = new AsyncLocalStorage<RequestContext>();

/**
 * The request that the caller works for; undefined outside of requests, and
 * where HTTP capture isn't installed.
 */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

/** Runs `handler` as part of a request, with all that it leads to. */
export function runInRequest(
  context: RequestContext,
  handler: () => void,
): void {
  storage.run(context, handler);
}

/** Says that an event about the current request is recorded. */
export function noteAudited(): void {
  const context = storage.getStore();
  if (context) {
    context.isAudited = true;
  }
}
