#!/bin/sh
# Starts PostgreSQL as the official image does: what its variables say is done once, in an empty data folder.
set -e
case "${1:-}" in -*) set -- postgres "$@" ;; esac
as_postgres() { su -p -s /bin/sh -- postgres -c 'exec "$@"' sh "$@"; }

if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres "$PGDATA" /var/run/postgresql
  chmod 700 "$PGDATA"
  if [ ! -s "$PGDATA/PG_VERSION" ]; then
    if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
      echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
      exit 1
    fi
    user=${POSTGRES_USER:-postgres}
    database=${POSTGRES_DB:-$user}
    file=$(mktemp)
    printf '%s\n' "$POSTGRES_PASSWORD" > "$file"
    chown postgres "$file"
    # The official entrypoint evaluates the arguments in a shell, too.
    eval "as_postgres initdb --encoding=UTF8 --username=\"\$user\" --pwfile=\"\$file\" --no-sync $POSTGRES_INITDB_ARGS"
    rm "$file"
    printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"
    sed -i "s/^#listen_addresses = .*/listen_addresses = '*'/" "$PGDATA/postgresql.conf"
    if [ "$database" != postgres ]; then
      echo "CREATE DATABASE \"$database\"" | as_postgres postgres --single -j -D "$PGDATA" postgres > /dev/null
    fi
  fi
  exec su -p -s /bin/sh -- postgres -c 'exec "$@"' sh "$@"
fi
exec "$@"
