import {
  Context,
  propagation,
  ROOT_CONTEXT,
  SpanContext,
  TextMapPropagator,
  trace,
} from '@opentelemetry/api';
import { runInRequest } from '../requestContext';
import { claimedIds, correlationIds } from './correlationIds';

const OURS = 'a'.repeat(32);
const THEIRS = 'b'.repeat(32);
const parent = (id: string) => ({
  traceparent: `00-${id}-${'c'.repeat(16)}-01`,
});

/** Reads the id of a trace from a header that the default doesn't look at. */
const propagator: TextMapPropagator = {
  inject: () => {},
  fields: () => ['x-vendor-trace'],
  extract: (context: Context, carrier, getter) => {
    const traceId = getter.get(carrier, 'x-vendor-trace');
    return typeof traceId === 'string'
      ? trace.setSpanContext(context, {
          traceId,
          spanId: 'c'.repeat(16),
          traceFlags: 1,
        })
      : context;
  },
};

/** As if tracing were set up and `traceId` had gone on to here. */
const inTrace = (traceId: string) =>
  jest
    .spyOn(trace, 'getActiveSpan')
    .mockReturnValue(
      trace.getSpan(
        trace.setSpanContext(ROOT_CONTEXT, { traceId } as SpanContext),
      ),
    );

const inRequest = <T>(
  claimed: { claimedTraceId?: string; traceId?: string },
  read: () => T,
): T => {
  let result: T;
  runInRequest(
    { requestId: 'ours', isAudited: false, traceId: undefined, ...claimed },
    () => {
      result = read();
    },
  );
  return result!;
};

describe('correlationIds', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    propagation.disable();
  });

  it('never takes an id of the caller for one of ours', () => {
    const headers = { ...parent(THEIRS), 'x-request-id': ['r1', 'r2'] };
    const claimed = { claimedTraceId: THEIRS, claimedRequestId: 'r1' };
    expect(correlationIds({ headers })).toEqual(claimed);
    // Tracing goes on with the trace of the caller.
    inTrace(THEIRS);
    expect(correlationIds({ headers })).toEqual(claimed);
    expect(
      inRequest({ claimedTraceId: THEIRS }, () => correlationIds(undefined)),
    ).toEqual({ requestId: 'ours', claimedTraceId: THEIRS });
    // Nobody knows here what the caller named.
    expect(correlationIds(undefined)).toEqual({ claimedTraceId: THEIRS });
  });

  it.each([
    ['the header of another vendor', { 'x-vendor-trace': THEIRS }],
    ['its other case', parent(THEIRS.toUpperCase())],
    ['a list', { traceparent: [parent(THEIRS).traceparent] }],
  ])('finds the claim in %s', (_, headers) => {
    propagation.setGlobalPropagator(propagator);
    inTrace(THEIRS);
    expect(correlationIds({ headers })).toEqual({ claimedTraceId: THEIRS });
  });

  it('keeps a trace that began here, beside what was claimed', () => {
    inTrace(OURS);
    expect(correlationIds({ headers: {} })).toEqual({ traceId: OURS });
    expect(correlationIds({ headers: parent(THEIRS) })).toEqual({
      traceId: OURS,
      claimedTraceId: THEIRS,
    });
    const claimed = { traceId: OURS, claimedTraceId: THEIRS };
    const expected = { requestId: 'ours', ...claimed };
    const read = () => correlationIds(undefined);
    expect(inRequest(claimed, read)).toEqual(expected);
    jest.restoreAllMocks();
    expect(inRequest(claimed, read)).toEqual(expected);
  });

  it.each([
    [{}],
    [{ traceparent: 'nonsense', 'x-request-id': '' }],
    [parent('0'.repeat(32))],
  ])('has none where nothing is claimed: %j', headers => {
    expect(correlationIds({ headers })).toEqual({});
    expect(correlationIds({})).toEqual({});
    expect(correlationIds(undefined)).toEqual({});
  });

  it('is told without secrets, as long as the log takes it', () => {
    const secret = `ghp_${'a1'.repeat(18)}`;
    const { claimedRequestId } = claimedIds({
      headers: { 'x-request-id': `${secret} ${'文'.repeat(99)}` },
    });
    expect(claimedRequestId).not.toContain(secret);
    expect(Buffer.byteLength(claimedRequestId!)).toBeLessThanOrEqual(128);
  });

  it('does without a propagator that throws', () => {
    propagation.setGlobalPropagator({
      ...propagator,
      extract: () => {
        throw new Error('no');
      },
    });
    expect(claimedIds({ headers: parent(THEIRS) })).toEqual({
      claimedTraceId: THEIRS,
    });
  });
});
