import { describe, expect, it } from 'vitest';
import { clientCommand, commandLine } from './client-command';

describe('the command for a database', () => {
  it.each([
    [
      'postgres://app:p%3Aa%2Fs@192.0.2.1:15432/shop?sslmode=require',
      ['psql', '-h', '192.0.2.1', '-p', '15432', '-U', 'app', '-d', 'shop'],
      { PGPASSWORD: 'p:a/s', PGSSLMODE: 'require' },
    ],
    [
      'mysql://app:secret@192.0.2.1:13306/shop',
      ['mysql', '-h', '192.0.2.1', '-P', '13306', '-u', 'app', 'shop'],
      { MYSQL_PWD: 'secret' },
    ],
    [
      'mongodb://root:secret@192.0.2.1:17017/?tls=true',
      [
        ...['mongosh', '--host', '192.0.2.1', '--port', '17017', '--username', 'root'],
        ...['--authenticationDatabase', 'admin', '--tls'],
      ],
      {},
    ],
    [
      'rediss://default:secret@192.0.2.1:16379/0',
      ['redis-cli', '-h', '192.0.2.1', '-p', '16379', '--tls'],
      { REDISCLI_AUTH: 'secret' },
    ],
    [
      'clickhouse://default:secret@192.0.2.1:19000/shop',
      ['clickhouse-client', '--host', '192.0.2.1', '--port', '19000', '--database', 'shop'],
      { CLICKHOUSE_USER: 'default', CLICKHOUSE_PASSWORD: 'secret' },
    ],
  ])('of %s has the password in its environment alone', (url, argv, env) => {
    expect(clientCommand(url)).toEqual({ argv, env });
  });

  it('is a line without the password, in words that a shell takes as they are', () => {
    const command = clientCommand("postgres://it's:secret@192.0.2.1:5432/my shop?sslmode=require");
    if (!command) throw new Error('There is no command.');
    expect(commandLine(command)).toBe(
      "PGSSLMODE=require psql -h 192.0.2.1 -p 5432 -U 'it'\\''s' -d 'my shop'",
    );
  });

  it('is none for what no program is known of', () => {
    expect(clientCommand('oracle://a:b@192.0.2.1:1521/x')).toBeNull();
  });
});
