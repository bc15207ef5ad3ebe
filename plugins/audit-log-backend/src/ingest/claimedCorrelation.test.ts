import { recordedEvent } from '../__testUtils__/recordedEvent';
import { withClaimedIds } from './claimedCorrelation';

describe('withClaimedIds', () => {
  const claimed = (request: ReturnType<typeof recordedEvent>['request']) =>
    withClaimedIds(recordedEvent({ request })).request;

  it('calls claimed what a backend of the first release calls its own', () => {
    expect(claimed({ path: '/x', traceId: 't', requestId: 'r' })).toEqual({
      path: '/x',
      claimedTraceId: 't',
      claimedRequestId: 'r',
    });
    expect(claimed({ requestId: 'r' })).toEqual({ claimedRequestId: 'r' });
  });

  it.each([[null], [{}], [{ path: '/x', status: 200 }]])(
    'leaves %j as it is',
    request => {
      expect(claimed(request)).toEqual(request);
    },
  );
});
