#!/usr/bin/env bash
# Every test: SQLite with the browser, then PostgreSQL with what asks the database anything. What cannot run here is said loudly at the end.
set -u
cd "$(dirname "$0")/.."
. scripts/quick_python.sh
export STEPWELL_DATA="${STEPWELL_DATA:-$(mktemp -d)}"
left_out=()
status=0

echo "== SQLite"
command -v chromium >/dev/null || left_out+=("the browser journeys (no chromium on this machine)")
pytest -n 2 || status=1

echo "== PostgreSQL"
scripts/with_postgres.sh pytest -n 2 -m "not browser and not once"
case $? in
  0) ;;
  77) left_out+=("everything on PostgreSQL (no PostgreSQL on this machine)") ;;
  *) status=1 ;;
esac

for what in "${left_out[@]}"; do echo "!! LEFT OUT: $what"; done
exit $status
