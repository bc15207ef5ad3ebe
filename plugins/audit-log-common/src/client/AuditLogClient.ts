import { AuditEvent } from '../events';
import { DownloadQuery } from '../exports';
import { CreateGrant, GivenGrant, Grant, UpdateGrant } from '../grants';
import {
  EventTypesResponse,
  FacetsQuery,
  FacetsResponse,
  GroupsQuery,
  GroupsResponse,
  HistogramQuery,
  HistogramResponse,
  Inclusion,
  InclusionQuery,
  LatestCheckpoint,
  ListEventsQuery,
  ListEventsResponse,
  OperationResponse,
  DiscardQuarantined,
  DiscardQuarantinedResponse,
  ListQuarantinedResponse,
  ListRulesResponse,
  Me,
  PreviewRulesRequest,
  PreviewRulesResponse,
  RetryQuarantinedResponse,
  RouteName,
  Status,
  StreamedEvents,
  StreamEventsQuery,
} from '../http';
import {
  AuditLogSettings,
  CreateLegalHold,
  Dependents,
  EventCount,
  LegalHold,
  PreviewLegalHoldRequest,
  PreviewRetentionRequest,
  RetentionPreview,
  UpdateSettings,
} from '../settings';
import {
  AuditLogClientOptions,
  callRoute,
  requestRoute,
  RouteCall,
} from './callRoute';
import { readServerEvents } from './readServerEvents';
import { CreateView, UpdateView, View, ViewWithUsers } from '../views';

/**
 * Client of the audit log's HTTP API.
 *
 * @remarks
 * Every method rejects with a `ResponseError` where the backend answers with
 * an error, and with an `InputError` where `q` is no query.
 *
 * @public
 */
export class AuditLogClient {
  readonly #options: AuditLogClientOptions;

  constructor(options: AuditLogClientOptions) {
    this.#options = options;
  }

  getMe(signal?: AbortSignal): Promise<Me> {
    return this.#call('getMe', { signal });
  }

  getSettings(signal?: AbortSignal): Promise<AuditLogSettings> {
    return this.#call('getSettings', { signal });
  }

  /** Rejects with status 412 where `version` isn't the present one any more. */
  updateSettings(
    change: UpdateSettings,
    version: number,
  ): Promise<AuditLogSettings> {
    return this.#call('updateSettings', { body: change, version });
  }

  enable(): Promise<AuditLogSettings> {
    return this.#call('enable', { body: {} });
  }

  disable(options: { reason?: string } = {}): Promise<AuditLogSettings> {
    return this.#call('disable', { body: options });
  }

  getDependents(signal?: AbortSignal): Promise<Dependents> {
    return this.#call('getDependents', { signal });
  }

  /** What retention would remove with these settings. */
  previewRetention(
    request: PreviewRetentionRequest,
    signal?: AbortSignal,
  ): Promise<RetentionPreview> {
    return this.#call('previewRetention', { body: request, signal });
  }

  listRules(signal?: AbortSignal): Promise<ListRulesResponse> {
    return this.#call('listRules', { signal });
  }

  previewRules(
    request: PreviewRulesRequest,
    signal?: AbortSignal,
  ): Promise<PreviewRulesResponse> {
    return this.#call('previewRules', { body: request, signal });
  }

  listEventTypes(signal?: AbortSignal): Promise<EventTypesResponse> {
    return this.#call('listEventTypes', { signal });
  }

  listEvents(
    query: ListEventsQuery,
    signal?: AbortSignal,
  ): Promise<ListEventsResponse> {
    return this.#call('listEvents', {
      query: query as RouteCall['query'],
      signal,
    });
  }

  /**
   * Watches events as they are appended, until the backend ends the stream or
   * `signal` is aborted. To go on, pass the sequence of the last `completeTo`
   * as `after`: nothing is skipped, nothing comes twice.
   */
  async *streamEvents(
    query: StreamEventsQuery,
    signal?: AbortSignal,
  ): AsyncGenerator<StreamedEvents> {
    const { body } = await this.#request('streamEvents', {
      query: query as RouteCall['query'],
      signal,
    });
    for await (const { event, data } of readServerEvents(body!)) {
      if (event === 'events') {
        yield JSON.parse(data);
      }
    }
  }

  /** Begins a download; the answer's body streams its bytes. */
  downloadEvents(
    query: DownloadQuery,
    signal?: AbortSignal,
  ): Promise<Response> {
    return this.#request('downloadEvents', {
      query: query as RouteCall['query'],
      signal,
    });
  }

  getInclusion(
    query: InclusionQuery,
    signal?: AbortSignal,
  ): Promise<Inclusion> {
    return this.#call('getInclusion', {
      query: query as RouteCall['query'],
      signal,
    });
  }

  getCheckpoint(signal?: AbortSignal): Promise<LatestCheckpoint> {
    return this.#call('getCheckpoint', { signal });
  }

  getEvent(id: string, signal?: AbortSignal): Promise<AuditEvent> {
    return this.#call('getEvent', { params: { id }, signal });
  }

  /** The events of the operation of an event, in the order of the log. */
  getOperation(id: string, signal?: AbortSignal): Promise<OperationResponse> {
    return this.#call('getOperation', { params: { id }, signal });
  }

  getHistogram(
    query: HistogramQuery,
    signal?: AbortSignal,
  ): Promise<HistogramResponse> {
    return this.#call('getHistogram', {
      query: query as RouteCall['query'],
      signal,
    });
  }

  getFacets(query: FacetsQuery, signal?: AbortSignal): Promise<FacetsResponse> {
    return this.#call('getFacets', {
      query: query as RouteCall['query'],
      signal,
    });
  }

  getGroups(query: GroupsQuery, signal?: AbortSignal): Promise<GroupsResponse> {
    return this.#call('getGroups', {
      query: query as RouteCall['query'],
      signal,
    });
  }

  getStatus(signal?: AbortSignal): Promise<Status> {
    return this.#call('getStatus', { signal });
  }

  listQuarantined(signal?: AbortSignal): Promise<ListQuarantinedResponse> {
    return this.#call('listQuarantined', { signal });
  }

  /** Those that are refused again come back to the quarantine. */
  retryQuarantined(): Promise<RetryQuarantinedResponse> {
    return this.#call('retryQuarantined', { body: {} });
  }

  /** Throws events away for good. */
  discardQuarantined(
    body: DiscardQuarantined,
  ): Promise<DiscardQuarantinedResponse> {
    return this.#call('discardQuarantined', { body });
  }

  listLegalHolds(signal?: AbortSignal): Promise<{ items: LegalHold[] }> {
    return this.#call('listLegalHolds', { signal });
  }

  createLegalHold(hold: CreateLegalHold): Promise<LegalHold> {
    return this.#call('createLegalHold', { body: hold });
  }

  /** How many events the query of a legal hold covers at present. */
  previewLegalHold(
    request: PreviewLegalHoldRequest,
    signal?: AbortSignal,
  ): Promise<EventCount> {
    return this.#call('previewLegalHold', { body: request, signal });
  }

  releaseLegalHold(id: string): Promise<LegalHold> {
    return this.#call('releaseLegalHold', { params: { id } });
  }

  listGrants(signal?: AbortSignal): Promise<{ items: Grant[] }> {
    return this.#call('listGrants', { signal });
  }

  createGrant(grant: CreateGrant): Promise<GivenGrant> {
    return this.#call('createGrant', { body: grant });
  }

  previewGrant(grant: CreateGrant): Promise<Pick<GivenGrant, 'warnings'>> {
    return this.#call('previewGrant', { body: grant });
  }

  /** Rejects with status 412 where the grant was changed since. */
  updateGrant(
    id: string,
    change: UpdateGrant,
    version: number,
  ): Promise<Grant> {
    return this.#call('updateGrant', { params: { id }, body: change, version });
  }

  revokeGrant(id: string): Promise<Grant> {
    return this.#call('revokeGrant', { params: { id } });
  }

  listViews(signal?: AbortSignal): Promise<{ items: View[] }> {
    return this.#call('listViews', { signal });
  }

  createView(view: CreateView): Promise<View> {
    return this.#call('createView', { body: view });
  }

  getView(id: string, signal?: AbortSignal): Promise<ViewWithUsers> {
    return this.#call('getView', { params: { id }, signal });
  }

  /** Rejects with status 412 where the view was changed since. */
  updateView(id: string, change: UpdateView, version: number): Promise<View> {
    return this.#call('updateView', { params: { id }, body: change, version });
  }

  deleteView(id: string): Promise<View> {
    return this.#call('deleteView', { params: { id } });
  }

  #call<T>(name: RouteName, call: RouteCall): Promise<T> {
    return callRoute(this.#options, name, call);
  }

  #request(name: RouteName, call: RouteCall): Promise<Response> {
    return requestRoute(this.#options, name, call);
  }
}
