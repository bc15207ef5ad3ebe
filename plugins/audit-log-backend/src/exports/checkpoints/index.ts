export { CheckpointPublisher } from './CheckpointPublisher';
export type { CheckpointSource } from './CheckpointPublisher';
export { DatabasePublicationStore } from './DatabasePublicationStore';
