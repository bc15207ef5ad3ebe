import { CallerLeftError, hasCallerLeft, isAbort, isCallerLeft } from '.';

const hostile = new Proxy(new Error('no'), {
  get: () => {
    throw new Error('no');
  },
  getPrototypeOf: () => {
    throw new Error('no');
  },
});

const named = (fields: object) => Object.assign(new Error('It ended'), fields);

describe('isAbort', () => {
  it.each([
    ['of the platform', AbortSignal.abort().reason],
    ['of this package', new CallerLeftError()],
    ['of node-fetch and axios', named({ name: 'CanceledError' })],
    ['of undici', named({ name: 'RequestAbortedError' })],
    ['of octokit', named({ name: 'Cancelled' })],
    ['of streams', named({ code: 'ERR_STREAM_PREMATURE_CLOSE' })],
    ['of sockets', named({ code: 'ECONNRESET' })],
    ['of writing to nobody', named({ code: 'EPIPE' })],
    ['of body parsers', named({ type: 'request.aborted' })],
    ['within another', named({ cause: AbortSignal.abort().reason })],
  ])('knows an error %s', (_, error) => {
    expect(isAbort(error)).toBe(true);
  });

  it.each([
    ['an error', new Error('aborted, says the message alone')],
    ['a refusal', named({ name: 'InputError' })],
    ['a timeout', AbortSignal.timeout(0).reason ?? named({ code: 'ETIME' })],
    ['a text', 'AbortError'],
    ['nothing', undefined],
    ['what throws', hostile],
  ])('does not take %s for one', (_, error) => {
    expect(isAbort(error)).toBe(false);
    expect(isCallerLeft(error)).toBe(false);
  });
});

describe('hasCallerLeft', () => {
  it.each([
    [{ socket: { readableEnded: true, errored: null } }, true],
    [{ socket: { readableEnded: false, errored: { code: 'EPIPE' } } }, true],
    [{ socket: { readableEnded: false, errored: null } }, false],
    [{ socket: { errored: { code: 'ERR_TLS' } } }, false],
    [{ socket: null }, false],
    [{}, false],
    [undefined, false],
    [hostile, false],
  ])('case %#', (request, expected) => {
    expect(hasCallerLeft(request)).toBe(expected);
  });
});
