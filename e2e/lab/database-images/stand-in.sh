#!/bin/sh
# Is there for an engine that Debian does not pack: it does not start, and its clients do not answer, unless they were
# given what the official image needs.
set -e
refuse() { echo "stand-in: $*" >&2; exit 1; }
equal() { [ "$1" = "$2" ] || refuse "$3"; }
mounted() { grep -q " $1 " /proc/mounts || refuse "nothing is mounted at $1"; }
given() { for name; do eval "[ -n \"\$$name\" ]" || refuse "$name is not set"; done; }
key=/run/gantry-tls/server.key

case "${0##*/}" in
  mysql | mysqladmin)
    for word; do case $word in --user=*) user=${word#*=} ;; esac; done
    password=$MYSQL_PASSWORD
    if [ "$user" = root ]; then password=$MYSQL_ROOT_PASSWORD; else equal "$user" "$MYSQL_USER" "no user $user"; fi
    equal "$MYSQL_PWD" "$password" "wrong password of $user"
    ;;
  mongosh)
    if [ -n "$GANTRY_URL" ]; then
      case $GANTRY_URL in
        "mongodb://$MONGO_INITDB_ROOT_USERNAME:$MONGO_INITDB_ROOT_PASSWORD@"*) ;;
        *) refuse 'wrong user or password' ;;
      esac
    fi
    ;;
  keydb-cli)
    password=$(sed -n 's/^requirepass "\(.*\)"$/\1/p' /etc/keydb/gantry.conf)
    equal "$REDISCLI_AUTH" "$password" 'WRONGPASS'
    echo PONG
    ;;
  *)
    if [ "$1" = serve ]; then
      for file; do [ "$file" = serve ] || [ -r "$file" ] || refuse "$(id -un) does not read $file"; done
      echo 'stand-in: ready'
      trap 'exit 0' TERM
      while :; do sleep 1 & wait $!; done
    fi
    account=$1
    files=
    case "$1" in
      mysqld)
        given MYSQL_ROOT_PASSWORD MYSQL_USER MYSQL_PASSWORD MYSQL_DATABASE
        mounted /var/lib/mysql
        account=mysql
        if [ -e /etc/mysql/conf.d/gantry-tls.cnf ]; then files="/etc/mysql/conf.d/gantry-tls.cnf $key"; fi
        ;;
      mongod)
        given MONGO_INITDB_ROOT_USERNAME MONGO_INITDB_ROOT_PASSWORD MONGO_INITDB_DATABASE
        mounted /data/db
        mounted /data/configdb
        account=mongodb
        case " $* " in *' --tlsCertificateKeyFile /run/gantry-tls/server.pem '*) files=/run/gantry-tls/server.pem ;; esac
        ;;
      keydb-server)
        mounted /data
        equal "$2" /etc/keydb/gantry.conf "the configuration is $2"
        account=keydb
        files=$2
        if grep -q '^tls-port 6380$' "$2"; then files="$2 $key"; fi
        ;;
      *) refuse "does not know how to start $1" ;;
    esac
    # shellcheck disable=SC2086 # one word a file
    exec su -p -s /bin/sh -- "$account" -c 'exec "$0" serve "$@"' "$0" $files
    ;;
esac
