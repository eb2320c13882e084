import { describe, expect, it } from 'vitest';
import {
  firstOverlap,
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
  it('reads ranges as their ports', () => {
    expect(parsePortsMappings('28000-28002:8000-8002/udp,9000-9000:90')).toEqual([
      ...[0, 1, 2].map((n) => ({ ip: null, hostPort: 28_000 + n, containerPort: 8000 + n, protocol: 'udp' })),
      { ip: null, hostPort: 9000, containerPort: 90, protocol: 'tcp' },
    ]);
    expect(parsePortsMappings('10000-10199:10000-10199')).toHaveLength(200);
    expect(parsePortsMappings('[::1]:8000-8001:80-81')?.map(({ ip }) => ip)).toEqual(['::1', '::1']);
  });
  it.each([
    '28000-28003:28000-28002',
    '28000-28003:28000',
    '28000:28000-28003',
    '28003-28000:28003-28000',
    '10000-10200:10000-10200',
    '65000-65536:65000-65536',
    '0-5:0-5',
    '28000-:28000-',
    '-28000:-28000',
    '28000-28001-28002:28000-28001-28002',
    '28000-28003:28000-28003/sctp',
    '20-25:20-25',
    '440-450:440-450/udp',
    '28000-28003:28000-28003,28003:90',
    '28000-28003:80-83,28002-28005:90-93',
    Array.from({ length: 11 }, (_, n) => `${20_000 + n * 200}-${20_199 + n * 200}:1000-1199`).join(','),
  ])('refuses the range %j', (text) => expect(portsMappings.safeParse(text).success).toBe(false));
  it('lets ranges meet and protocols share', () => {
    expect(portsMappings.safeParse('28000-28003:80-83,28004-28007:90-93,28000-28003:80-83/udp').success).toBe(
      true,
    );
  });
  it('finds the first port of two lists that overlaps', () => {
    const [wanted, taken] = ['9000-9010:9000-9010', '127.0.0.1:9005-9006:80-81'].map(parsePortsMappings);
    expect(firstOverlap(wanted!, taken!)?.hostPort).toBe(9005);
    expect(firstOverlap(wanted!, parsePortsMappings('9005:80/udp')!)).toBeUndefined();
  });
  it('knows what overlaps', () => {
    const [a, b] = parsePortsMappings('10.0.0.1:90:90,90:91')!;
    expect(mappingsOverlap(a!, b!)).toBe(true);
  });
});
