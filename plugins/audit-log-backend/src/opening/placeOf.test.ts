import { placeOf } from './placeOf';

const mounts = `
22 1 0:20 / / rw,relatime - overlay overlay rw,lowerdir=/a
23 22 0:21 / /proc rw - proc proc rw
24 22 8:1 /data /var/lib/my\\040portal rw - ext4 /dev/sda1 rw
25 22 0:30 / /tmp rw,nosuid shared:3 - tmpfs tmpfs rw
26 25 8:2 / /tmp/kept rw - xfs /dev/sdb rw
`;

describe('placeOf', () => {
  it.each([
    ['/var/lib/my portal/journal', true, 'volume'],
    ['/var/lib/my portal', true, 'volume'],
    ['/var/lib/my portals', true, 'container'],
    ['/app/journal', true, 'container'],
    ['/app/journal', false, 'disk'],
    ['/tmp/journal', true, 'memory'],
    ['/tmp/journal', false, 'memory'],
    ['/tmp/kept/journal', true, 'volume'],
    ['/tmp/kept/journal', false, 'disk'],
  ])('%s, in a container: %s, is in: %s', (folder, inContainer, place) => {
    expect(placeOf({ folder, mounts, inContainer })).toBe(place);
  });

  it('knows nothing where the system tells nothing', () => {
    const facts = { folder: '/x', inContainer: true };
    expect(placeOf({ ...facts, mounts: undefined })).toBe('unknown');
    expect(placeOf({ ...facts, mounts: 'odd\n' })).toBe('unknown');
  });
});
