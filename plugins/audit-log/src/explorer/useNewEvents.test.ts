import { withoutOwnReads } from './useNewEvents';

describe('withoutOwnReads', () => {
  it('leaves out that somebody watches', () => {
    expect(withoutOwnReads(undefined)).toBe('-event:event-read');
    expect(withoutOwnReads('plugin:catalog')).toBe(
      'plugin:catalog -event:event-read',
    );
  });

  it('does as it is told where somebody asks for reads', () => {
    expect(withoutOwnReads('event:event-read')).toBe('event:event-read');
  });
});
