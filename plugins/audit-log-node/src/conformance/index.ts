/**
 * Conformance suites for those who bring a storage provider or an export
 * format of their own. They need Jest.
 *
 * @packageDocumentation
 */

export * from './exportFormatSuite';
export * from './storageProviderSuite';
