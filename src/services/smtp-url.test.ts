import { describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { smtpServerOfUrl } from './smtp-url';

const read = (url: string, from: string | null = null) =>
  smtpServerOfUrl(new Secret(url), from, 'https://panel.example.com');

describe('SMTP_URL', () => {
  it.each([
    ['smtp://mail.example.com', ['mail.example.com', 25, 'none', null]],
    ['smtps://mail.example.com', ['mail.example.com', 465, 'tls', null]],
    ['smtp://mail.example.com?encryption=starttls', ['mail.example.com', 587, 'starttls', null]],
    ['smtp://mail.example.com:2525', ['mail.example.com', 2525, 'none', null]],
    ['smtp://[::1]:2525', ['::1', 2525, 'none', null]],
    [
      'smtp://gantry%40example.com:p%40ss%3A@mail.example.com:587',
      ['mail.example.com', 587, 'none', 'gantry@example.com'],
    ],
  ])('%s', (url, expected) => {
    const { host, port, encryption, user } = read(url);
    expect([host, port, encryption, user]).toEqual(expected);
  });

  it('holds a password that nothing prints', () => {
    const server = read('smtp://gantry:p%40ss%3A@mail.example.com');
    expect(server.password?.reveal()).toBe('p@ss:');
    expect(JSON.stringify(server)).not.toContain('p@ss');
  });

  it.each(['smtp://', 'smtp://user:50%@mail.example.com', 'smtp://mail.example.com:port'])(
    'is refused as %s, without repeating it',
    (url) => expect(() => read(url)).toThrow(/^Gantry cannot start: SMTP_URL is not a valid URL\. [^:]*$/),
  );

  it.each([
    [null, { address: 'gantry@panel.example.com', name: 'Gantry' }],
    ['ops@example.com', { address: 'ops@example.com', name: 'Gantry' }],
    ['Ops Team <ops@example.com>', { address: 'ops@example.com', name: 'Ops Team' }],
    ['"Ops, Team" <ops@example.com>', { address: 'ops@example.com', name: 'Ops, Team' }],
  ])('goes with SMTP_FROM %j', (from, expected) => {
    expect(read('smtp://mail.example.com', from).from).toEqual(expected);
  });
});
