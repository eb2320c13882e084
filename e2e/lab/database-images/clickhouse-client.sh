#!/bin/sh
# Today's client takes user and password from the environment; the packaged one reads them from a file.
file=$(mktemp)
trap 'rm -f "$file"' EXIT
printf '<config><user>%s</user><password>%s</password></config>' \
  "${CLICKHOUSE_USER:-default}" "$CLICKHOUSE_PASSWORD" > "$file"
/usr/bin/clickhouse-client --config-file="$file" "$@"
