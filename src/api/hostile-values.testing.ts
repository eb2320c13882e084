import { generateKeyPairSync } from 'node:crypto';
import { generateSshKey } from '../lib/ssh-key';

/** For tests only: invalid display names (row 34 of the table of hostile inputs). */
export const names = [
  '<script>alert(1)</script>',
  'a"; DROP TABLE projects; --',
  '$(id)',
  '`id`',
  'a\u0000b',
  'two\nlines',
  '\u202eevil',
  '',
  '   ',
  'x'.repeat(256),
  7,
  null,
  ['a'],
];

/** Invalid addresses of a server (row 48). */
export const noAddresses = [
  '-oProxyCommand=id',
  'a b',
  'host;id',
  '$(id)',
  'a..b',
  '.a',
  'a.',
  '',
  'http://example.com',
  'host:22',
  'root@host',
  '127.1',
  '0x7f000001',
  '2130706433',
  '0177.0.0.1',
  '[::1]',
  'fe80::1%eth0',
  'host\n',
  'host\u0000',
  'ｅxample.com',
  'a'.repeat(254),
  10,
];

/** Addresses that only servers of the first organization may have. */
export const reservedAddresses = [
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '169.254.169.254',
  '169.254.1.1',
  '100.100.100.200',
  '::1',
  '::',
  'fe80::1',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'localhost',
  '224.0.0.1',
];

/** Fields of a server, each with a value that is refused. */
export const serverFields: [field: string, value: unknown][] = [
  ['port', 0],
  ['port', 65_536],
  ['port', 22.5],
  ['port', '22;id'],
  ['port', -1],
  ['user', '-l'],
  ['user', 'a;id'],
  ['user', 'a b'],
  ['user', 'root\n'],
  ['user', ''],
  ['proxy_type', 'nginx'],
  ['is_build_server', 'maybe'],
  ['root', true],
];

/** Fields that only the update of a server has, each with a value that is refused. */
export const updatedServerFields: [field: string, value: unknown][] = [
  ['connection_timeout', 0],
  ['connection_timeout', 301],
  ['server_disk_usage_notification_threshold', 101],
  ['concurrent_builds', 0],
  ['dynamic_timeout', 0],
  ['deployment_queue_limit', 1e9],
  ['server_disk_usage_check_frequency', '* * * * * *'],
  ['server_disk_usage_check_frequency', '0 0 31 2 *'],
  ['server_disk_usage_check_frequency', 'toString'],
  ['server_disk_usage_check_frequency', 'daily; id'],
  ['build_limits_memory', '2 GB'],
  ['build_limits_cpus', '-1'],
  ['host_key_fingerprint', `SHA256:${'A'.repeat(43)}`],
  ['id', 5],
];

export const newKey = () => generateSshKey().privateKey.reveal();

const rsa = (bits: number) =>
  String(
    generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
  );
const locked = () =>
  String(
    generateKeyPairSync('ed25519').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    }),
  );

/** A key whose base64 always ends with padding, where decoders stop. */
const padded = () =>
  String(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }),
  );

/** Texts that Gantry does not accept as a private key. */
export const noPrivateKeys: [name: string, text: () => unknown][] = [
  ['no key at all', () => 'hello'],
  ['no text', () => 7],
  ['two keys', () => newKey() + newKey()],
  ['two keys, the first with padding', () => padded() + newKey()],
  ['data after the padding', () => padded().replace('\n-----END', '\nAAAA\n-----END')],
  ['data after the key, inside of its block', () => rsa(2048).replace('\n-----END', '\nAAAA\n-----END')],
  ['data after the key', () => `${newKey()}touch /tmp/x`],
  ['data before the key', () => `Host *\n${newKey()}`],
  ['a NUL in the key', () => newKey().replace('AAAA', 'AA\u0000AA')],
  ['a public key', () => generateSshKey().publicKey],
  ['a certificate', () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ['another label at the end', () => newKey().replace('END OPENSSH', 'END RSA')],
  ['more than 16 KB', () => `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(17_000)}\n-----END PRIVATE KEY-----`],
  ['noise in a PEM block', () => `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----`],
  ['a short RSA key', () => rsa(1024)],
  ['a passphrase', locked],
  ['base64 of something else', () => Buffer.from('hello').toString('base64')],
];
