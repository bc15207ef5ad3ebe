export { createRecording } from './createRecording';
export { replicasSeen } from './replicasSeen';
export { Replicas } from './Replicas';
export type { RecordingNews } from './news';
