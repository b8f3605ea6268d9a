#!/usr/bin/env bash
# Every check that runs no test. Each failure is shown; all run before the verdict. The types take longest and run beside the others.
set -u
cd "$(dirname "$0")/.."
. scripts/quick_python.sh
export STEPWELL_DATA="${STEPWELL_DATA:-$(mktemp -d)}"
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
step() {
  local name=$1; shift
  if "$@" >"$found/said $name" 2>&1; then echo "ok      $name"; else { echo "FAILED  $name"; cat "$found/said $name"; } | tee "$found/failed $name"; fi
}
step "types" mypy &
step "lint" ruff check src tests benchmarks scripts
step "format" ruff format --check src tests benchmarks scripts
step "templates" bash -c 'git ls-files "src/**/*.html" | xargs djade --target-version 5.2 --check'
step "import contracts" lint-imports
step "migrations" python manage.py makemigrations --check --dry-run
step "deployment settings" python manage.py check
step "packs" stepwell check packs
wait
failed=$(cd "$found" && ls | sed -n 's/^failed //p' | paste -sd, -)
if [ -n "$failed" ]; then echo "Not clean: $failed"; exit 1; fi
