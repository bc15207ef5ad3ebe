import { clientAddress } from './clientAddress';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  // Azure Application Gateway
  ['203.0.113.7:51008', '203.0.113.7'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['"[2001:db8::1]:443"', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['::FFFF:10.0.0.1', '10.0.0.1'],
  ['0:0:0:0:0:ffff:10.0.0.1', '10.0.0.1'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['::ffff:0:1', '0.0.0.1'],
  ['2001:0DB8:0:0::0001', '2001:db8::1'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  [' 10.0.0.1 ', '10.0.0.1'],
  ['for=192.0.2.60', '192.0.2.60'],
  ['"10.0.0.1"', '10.0.0.1'],
  ['::1', '::1'],
  ['unknown', undefined],
  ['_hidden', undefined],
  ['host.example', undefined],
  ['10.0.0.1.5', undefined],
  ['999.0.0.1', undefined],
  ['10.0.0.1, 10.0.0.2', undefined],
  ['<script>', undefined],
  ['', undefined],
])('reads %j as %j', (told, address) => {
  expect(clientAddress(told)).toBe(address);
});
