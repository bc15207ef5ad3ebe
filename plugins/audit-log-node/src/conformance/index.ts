/**
 * Conformance suites for those who bring a storage provider or an export
 * format of their own, and events to test with. The suites need Jest.
 *
 * @packageDocumentation
 */

export * from './exportFormatSuite';
export * from './recordedEvent';
export * from './storageProviderSuite';
