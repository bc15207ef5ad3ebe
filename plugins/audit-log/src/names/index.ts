export { ActorMark } from './ActorMark';
export { NamedEntity } from './NamedEntity';
