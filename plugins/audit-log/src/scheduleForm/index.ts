export { ScheduleFormPage } from './ScheduleFormPage';
export { nextRuns } from './previewName';
export { draftOfSchedule } from './scheduleDraft';
