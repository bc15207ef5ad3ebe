import { BeginPlace, Journal } from '../journal';
import { Decider } from './Decider';
import { Figures } from './Figures';
import { Quarantine } from './Quarantine';
import { RecorderOptions } from './options';
import { Durability } from './types';

/** What a `Delivery` is made of. */
export type DeliveryOptions = Pick<
  RecorderOptions,
  'batch' | 'memory' | 'waiting' | 'isVolatile' | 'now' | 'random'
> & {
  journal: Journal | undefined;
  quarantine: Quarantine;
  figures: Figures;
  decider: Decider;
};

/** How an event is taken. */
export interface TakeOptions {
  operationId: string;
  durability: Durability;
  /** It is held, and decided about later. */
  isUndecided?: boolean;
  /** The period of recording in which it is known to have happened. */
  period?: string;
  /** Where the begin of its operation is in the journal. */
  begin?: BeginPlace;
}
