#!/usr/bin/env bash
# Runs a command with DATABASE_URL pointing at a throwaway PostgreSQL, from the system's own binaries.
# Exit status 77: there is no PostgreSQL on this machine.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null)" 2>/dev/null || true)
[ -x "$bin/initdb" ] || exit 77
home=$(mktemp -d /tmp/stepwell-pg.XXXXXX)
as=()
# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then chown postgres "$home"; as=(runuser -u postgres --); fi
stop() { "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$home"; }
trap stop EXIT
cd /tmp
"${as[@]}" "$bin/initdb" -D "$home/data" -A trust -U stepwell -E UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" -o "-c listen_addresses='' -k $home -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" start >/dev/null
cd - >/dev/null
export DATABASE_URL="postgresql://stepwell@/postgres?host=$home"
"$@"
