#!/bin/sh
# Starts ClickHouse as the official image does: its user is written into the configuration at every start.
set -e
if [ $# = 0 ]; then
  user=${CLICKHOUSE_USER:-default}
  mkdir -p /etc/clickhouse-server/users.d
  cat > /etc/clickhouse-server/users.xml << USERS
<yandex>
  <profiles><default><max_memory_usage>1000000000</max_memory_usage></default></profiles>
  <users>
    <$user>
      <password>$CLICKHOUSE_PASSWORD</password>
      <networks><ip>::/0</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
    </$user>
  </users>
  <quotas><default></default></quotas>
</yandex>
USERS
  chmod 640 /etc/clickhouse-server/users.xml
  # Not below the configuration, where files are mounted read-only: the official image leaves that alone too.
  chown clickhouse /etc/clickhouse-server /etc/clickhouse-server/users.xml
  chown -R clickhouse /var/lib/clickhouse /var/log/clickhouse-server
  exec su -p -s /bin/sh -- clickhouse -c 'exec "$@"' sh \
    clickhouse-server --config-file=/etc/clickhouse-server/config.xml
fi
exec "$@"
