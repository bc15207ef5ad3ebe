export { ScheduleFormPage } from './ScheduleFormPage';
export { isVersionConflict, messageOf } from './fieldErrors';
export { nextRuns } from './previewName';
export { draftOfSchedule } from './scheduleDraft';
