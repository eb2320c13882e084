import { expect, it } from 'vitest';
import { networkPool } from './network-pool';

it.each(['10.213.0.0/16', '172.20.0.0/20', '192.168.4.64/26', '100.64.0.0/10'])('takes %s', (text) =>
  expect(networkPool.parse(text)).toBe(text),
);

it.each([
  ['10.213.0.1/16', 'has bits behind its prefix'],
  ['10.213.0.0', 'has no prefix'],
  ['10.213.0.0/27', 'has no room for a subnet'],
  ['10.0.0.0/7', 'is larger than any private range'],
  ['8.8.0.0/16', 'is public'],
  ['172.0.0.0/8', 'is public in part'],
  ['10.213.0.0/33', 'has too many bits'],
  ['10.300.0.0/16', 'is no address'],
  ['10.213.0.0/16; reboot', 'is more than a range'],
  ['fd00::/64', 'is IPv6'],
])('refuses %s, which %s', (text) => expect(networkPool.safeParse(text).success).toBe(false));
