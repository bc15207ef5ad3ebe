export { ScheduleFormPage } from './ScheduleFormPage';
export { isVersionConflict } from './fieldErrors';
export { nextRuns } from './previewName';
export { draftOfSchedule } from './scheduleDraft';
