import { describe, expect, it } from 'vitest';
import {
  mappingsOverlap,
  parsePortsExposes,
  parsePortsMappings,
  portsExposes,
  portsMappings,
} from './port-list';

describe('ports_exposes (hostile-inputs row 11)', () => {
  it('reads a list', () => expect(parsePortsExposes('3000, 3001,3000')).toEqual([3000, 3001]));
  it.each(['80;id', '0', '65536', '80-90', 'a', '80,', '1e3', '+80', '80\n'])('refuses %j', (text) =>
    expect(portsExposes.safeParse(text).success).toBe(false),
  );
});

describe('ports_mappings', () => {
  it('reads addresses and protocols', () => {
    expect(parsePortsMappings('8080:80,127.0.0.1:53:53/udp,[::1]:9000:90/tcp')).toEqual([
      { ip: null, hostPort: 8080, containerPort: 80, protocol: 'tcp' },
      { ip: '127.0.0.1', hostPort: 53, containerPort: 53, protocol: 'udp' },
      { ip: '::1', hostPort: 9000, containerPort: 90, protocol: 'tcp' },
    ]);
  });
  it.each([
    '80;id',
    '8080',
    '8080:0',
    '70000:80',
    '8080:80/sctp',
    'host:8080:80',
    '127.1:8080:80',
    '8080:80;id',
    '8080:80 -v /:/h',
    '22:22',
    '80:80',
    '443:443/udp',
    '8080:80,8080:81',
    '8080:80,127.0.0.1:8080:80',
    '0.0.0.0:8080:80,127.0.0.1:8080:81',
    '[::]:8080:80,[::1]:8080:81',
    '[::1]:8080:80,[0:0::1]:8080:81',
  ])('refuses %j', (text) => expect(portsMappings.safeParse(text).success).toBe(false));
  it('lets one port serve two protocols and two addresses', () => {
    expect(portsMappings.safeParse('53:53/udp,53:53/tcp,10.0.0.1:90:90,10.0.0.2:90:90').success).toBe(true);
    expect(portsMappings.safeParse('0.0.0.0:90:90,[::]:90:90').success).toBe(true);
  });
  it('knows what overlaps', () => {
    const [a, b] = parsePortsMappings('10.0.0.1:90:90,90:91')!;
    expect(mappingsOverlap(a!, b!)).toBe(true);
  });
});
