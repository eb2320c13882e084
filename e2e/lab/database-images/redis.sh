#!/bin/sh
# Starts Redis as the official image does.
set -e
case "${1:-}" in -* | *.conf) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  chown -R redis .
  exec su -p -s /bin/sh -- redis -c 'exec "$@"' sh "$@"
fi
exec "$@"
