# Sourced by what starts Python many times: keep its bytecode, even where the environment says not to, in a place of its own.
# Without, each of the hundred processes of a test run compiles Django and Stepwell again, for more than a second.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX="${PYTHONPYCACHEPREFIX:-$PWD/.venv/bytecode}"
