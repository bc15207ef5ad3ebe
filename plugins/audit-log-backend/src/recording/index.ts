export { createRecordingWatch } from './createRecordingWatch';
export { replicasSeen } from './replicasSeen';
export type { RecordingNews } from './news';
