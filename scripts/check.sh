#!/usr/bin/env bash
# Every check that runs no test. Each failure is shown; all run before the verdict.
set -u
cd "$(dirname "$0")/.."
export STEPWELL_DATA="${STEPWELL_DATA:-$(mktemp -d)}"
failed=()
step() {
  local name=$1; shift
  if "$@" >/tmp/check.$$ 2>&1; then echo "ok      $name"; else echo "FAILED  $name"; cat /tmp/check.$$; failed+=("$name"); fi
  rm -f /tmp/check.$$
}
step "lint" ruff check src tests benchmarks scripts
step "format" ruff format --check src tests benchmarks scripts
step "types" mypy
step "templates" bash -c 'git ls-files "src/**/*.html" | xargs djade --target-version 5.2 --check'
step "import contracts" lint-imports
step "migrations" python manage.py makemigrations --check --dry-run
step "deployment settings" python manage.py check
step "packs" stepwell check packs
if [ ${#failed[@]} -gt 0 ]; then echo "Not clean: ${failed[*]}"; exit 1; fi
