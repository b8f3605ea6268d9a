#!/usr/bin/env bash
# Every test: SQLite with the browser, and beside it PostgreSQL with what asks the database anything. The browser waits
# often; then the other has the processors, and gives way at once. What cannot run here is said loudly at the end.
set -u
cd "$(dirname "$0")/.."
. scripts/quick_python.sh
export STEPWELL_DATA="${STEPWELL_DATA:-$(mktemp -d)}"
left_out=()
status=0
said=$(mktemp)
# A group of its own, so that Ctrl-C is not ignored there, and whatever ends this script ends all that it began.
set -m
nice scripts/with_postgres.sh pytest -n 2 -m "not browser and not once" >"$said" 2>&1 &
postgres=$!
set +m
trap 'kill -- -$postgres 2>/dev/null; rm -f "$said"' EXIT

echo "== SQLite"
command -v chromium >/dev/null || left_out+=("the browser journeys (no chromium on this machine)")
pytest -n 2 || status=1

echo "== PostgreSQL"
wait $postgres
case $? in
  0) cat "$said" ;;
  77) left_out+=("everything on PostgreSQL (no PostgreSQL on this machine)") ;;
  *) cat "$said"; status=1 ;;
esac

for what in "${left_out[@]}"; do echo "!! LEFT OUT: $what"; done
exit $status
