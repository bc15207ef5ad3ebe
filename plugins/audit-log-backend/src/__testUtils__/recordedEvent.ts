export {
  recordedEvent,
  recordedEvents,
} from 'backstage-plugin-audit-log-node/conformance';
