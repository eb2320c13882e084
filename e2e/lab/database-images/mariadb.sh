#!/bin/sh
# Starts MariaDB as the official image does: what its variables say is done once, in an empty data folder.
set -e
case "${1:-}" in -*) set -- mariadbd "$@" ;; esac

if [ "$1" = mariadbd ] && [ "$(id -u)" = 0 ]; then
  mkdir -p /run/mysqld
  chown -R mysql /var/lib/mysql /run/mysqld
  if [ ! -d /var/lib/mysql/mysql ]; then
    if [ -z "$MARIADB_ROOT_PASSWORD" ]; then
      echo 'Database is uninitialized and password option is not specified' >&2
      exit 1
    fi
    mariadb-install-db --user=mysql --datadir=/var/lib/mysql --skip-test-db \
      --auth-root-authentication-method=normal > /dev/null
    file=$(mktemp)
    chown mysql "$file"
    {
      echo "DELETE FROM mysql.global_priv WHERE NOT (User = 'root' AND Host = 'localhost' OR User = 'mariadb.sys');"
      echo 'FLUSH PRIVILEGES;'
      echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';"
      echo "CREATE USER 'root'@'%' IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';"
      echo "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
      if [ -n "$MARIADB_DATABASE" ]; then echo "CREATE DATABASE \`$MARIADB_DATABASE\`;"; fi
      if [ -n "$MARIADB_USER" ]; then
        echo "CREATE USER '$MARIADB_USER'@'%' IDENTIFIED BY '$MARIADB_PASSWORD';"
        echo "GRANT ALL ON \`$(echo "$MARIADB_DATABASE" | sed 's/_/\\_/g')\`.* TO '$MARIADB_USER'@'%';"
      fi
    } > "$file"
    set -- "$@" "--init-file=$file"
  fi
  exec su -p -s /bin/sh -- mysql -c 'exec "$@"' sh "$@"
fi
exec "$@"
