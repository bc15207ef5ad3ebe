import {
  ChangeSchedules,
  ChangedSchedules,
  ExportPreview,
  ExportRun,
  ExportSchedule,
  ExportScheduleInput,
  ListSchedulesQuery,
  TestCondition,
  TestedCondition,
} from '../exports';
import { RouteName } from '../http';
import {
  CreateIntegration,
  DeleteIntegrationQuery,
  IntegrationList,
  StorageIntegration,
  StorageTest,
  UpdateIntegration,
} from '../storage';
import { AuditLogClientOptions, callRoute, RouteCall } from './callRoute';

/** A schedule that exports to a storage integration. @public */
export interface LinkedScheduleSummary {
  id: string;
  name: string;
  owner: string;
  status: string;
}

/**
 * Client of the part of the audit log's HTTP API that is about storage
 * integrations and exports.
 *
 * @remarks
 * Every method rejects with a `ResponseError` where the backend answers with
 * an error; with status 412 where `version` isn't the present one any more.
 *
 * @public
 */
export class ExportsClient {
  readonly #options: AuditLogClientOptions;

  constructor(options: AuditLogClientOptions) {
    this.#options = options;
  }

  listIntegrations(signal?: AbortSignal): Promise<IntegrationList> {
    return this.#call('listIntegrations', { signal });
  }

  createIntegration(
    integration: CreateIntegration,
  ): Promise<StorageIntegration> {
    return this.#call('createIntegration', { body: integration });
  }

  getIntegration(
    name: string,
    signal?: AbortSignal,
  ): Promise<{
    integration: StorageIntegration;
    schedules: LinkedScheduleSummary[];
  }> {
    return this.#call('getIntegration', { params: { name }, signal });
  }

  updateIntegration(
    name: string,
    change: UpdateIntegration,
    version: number,
  ): Promise<StorageIntegration> {
    return this.#call('updateIntegration', {
      params: { name },
      body: change,
      version,
    });
  }

  deleteIntegration(
    name: string,
    query: DeleteIntegrationQuery = {},
  ): Promise<StorageIntegration> {
    return this.#call('deleteIntegration', { params: { name }, query });
  }

  testIntegration(name: string): Promise<StorageTest> {
    return this.#call('testIntegration', { params: { name }, body: {} });
  }

  listSchedules(
    query: ListSchedulesQuery = {},
    signal?: AbortSignal,
  ): Promise<{ items: ExportSchedule[] }> {
    return this.#call('listSchedules', { query: { ...query }, signal });
  }

  createSchedule(schedule: ExportScheduleInput): Promise<ExportSchedule> {
    return this.#call('createSchedule', { body: schedule });
  }

  /** `id` is of the schedule that would be changed; absent for a new one. */
  previewSchedule(
    schedule: ExportScheduleInput,
    options: { id?: string; signal?: AbortSignal } = {},
  ): Promise<ExportPreview> {
    const { id, signal } = options;
    return this.#call('previewSchedule', {
      query: { id },
      body: schedule,
      signal,
    });
  }

  testCondition(
    condition: TestCondition,
    signal?: AbortSignal,
  ): Promise<TestedCondition> {
    return this.#call('testCondition', { body: condition, signal });
  }

  /** Does one thing with many schedules; what fails is told in the answer. */
  changeSchedules(change: ChangeSchedules): Promise<ChangedSchedules> {
    return this.#call('changeSchedules', { body: change });
  }

  getSchedule(id: string, signal?: AbortSignal): Promise<ExportSchedule> {
    return this.#call('getSchedule', { params: { id }, signal });
  }

  updateSchedule(
    id: string,
    schedule: ExportScheduleInput,
    version: number,
  ): Promise<ExportSchedule> {
    return this.#call('updateSchedule', {
      params: { id },
      body: schedule,
      version,
    });
  }

  deleteSchedule(id: string): Promise<ExportSchedule> {
    return this.#call('deleteSchedule', { params: { id } });
  }

  sendNow(id: string): Promise<ExportRun> {
    return this.#call('sendNow', { params: { id }, body: {} });
  }

  pauseSchedule(id: string): Promise<ExportSchedule> {
    return this.#call('pauseSchedule', { params: { id }, body: {} });
  }

  resumeSchedule(id: string): Promise<ExportSchedule> {
    return this.#call('resumeSchedule', { params: { id }, body: {} });
  }

  /** Newest first; `before` is a run's number. */
  listRuns(
    id: string,
    page: { before?: number; limit?: number } = {},
    signal?: AbortSignal,
  ): Promise<{ items: ExportRun[]; nextBefore: number | null }> {
    return this.#call('listRuns', { params: { id }, query: page, signal });
  }

  retryRun(id: string): Promise<ExportRun> {
    return this.#call('retryRun', { params: { id }, body: {} });
  }

  cancelRun(id: string): Promise<ExportRun> {
    return this.#call('cancelRun', { params: { id }, body: {} });
  }

  #call<T>(name: RouteName, call: RouteCall): Promise<T> {
    return callRoute(this.#options, name, call);
  }
}
