#!/bin/sh
# The answer to `--connect --innodb_initialized`: the server accepts connections over the network.
exec mariadb --host=127.0.0.1 --protocol=tcp --user=healthcheck --execute='SELECT 1' 2>&1 |
  grep -q -e 'Access denied' -e '^1$'
